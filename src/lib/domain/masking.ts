/** Compound family names common enough that a mask must not split them (欧阳*, not 欧**). */
const COMPOUND = new Set(
	(
		'欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 端木 夏侯 长孙 宇文 闻人 南宫 独孤 拓跋 西门 百里 呼延 ' +
		'万俟 淳于 澹台 濮阳 赫连 申屠 鲜于 轩辕 完颜 公冶'
	).split(' '),
);

/** How many of a name's characters are the family's: 2 in 欧阳修, else 1. */
export const familyLength = (characters: readonly string[]): 1 | 2 =>
	COMPOUND.has(characters.slice(0, 2).join('')) ? 2 : 1;

/** How long a name is, is nobody's business either, and a long row of them hides everything else on a screen. */
const MOST_STARS = 3;
const stars = (hidden: number): string => '*'.repeat(Math.min(hidden, MOST_STARS));

/**
 * A name as a public screen may show it: 王*明, 王*, 欧阳*, A***.
 * Two characters keep the family name; three or more keep the first and last, as people here expect.
 */
export function maskName(name: string): string {
	const characters = [...name.trim()];
	if (characters.length === 0) return '*';
	if (!/\p{Script=Han}/u.test(name)) return `${characters[0]}***`;
	const family = familyLength(characters);
	if (characters.length <= family) return `${characters[0]}*`;
	const given = characters.length - family;
	const head = characters.slice(0, family).join('');
	if (family === 2 || given === 1) return head + stars(given);
	return head + stars(given - 1) + characters.at(-1);
}
