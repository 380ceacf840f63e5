import { SYLLABLES } from './syllables.ts';

/** Family names that are read otherwise than the characters mostly are; the table of all readings has the rest. */
const FAMILY: Readonly<Record<string, readonly string[]>> = {
	...{
		单: ['shan'],
		仇: ['qiu'],
		解: ['xie'],
		曾: ['zeng'],
		区: ['ou'],
		查: ['zha'],
		朴: ['piao'],
		盖: ['ge'],
	},
	...{
		万俟: ['mo', 'qi'],
		尉迟: ['yu', 'chi'],
		长孙: ['zhang', 'sun'],
		令狐: ['ling', 'hu'],
		澹台: ['tan', 'tai'],
	},
	...{
		任: ['ren'],
		华: ['hua'],
		乐: ['yue'],
		缪: ['miao'],
		翟: ['zhai'],
		冼: ['xian'],
		覃: ['qin'],
		员: ['yun'],
	},
	...{
		种: ['chong'],
		召: ['shao'],
		折: ['she'],
		黑: ['he'],
		洗: ['xian'],
		秘: ['bi'],
		繁: ['po'],
		燕: ['yan'],
	},
	...{
		尹: ['yin'],
		逄: ['pang'],
		祭: ['zhai'],
		能: ['nai'],
		隗: ['wei'],
		晁: ['chao'],
		牟: ['mu'],
		那: ['na'],
	},
};

const NONE: readonly string[] = [];
let table: ReadonlyMap<string, readonly string[]> | null = null;

/** Made once, when somebody first searches: a few milliseconds. */
function readings(): ReadonlyMap<string, readonly string[]> {
	if (table) return table;
	const made = new Map<string, string[]>();
	const sounds = [...SYLLABLES.matchAll(/([a-z]+)([^a-z\s/]*)\/?([^a-z\s]*)/g)];
	for (const place of [2, 3])
		for (const sound of sounds)
			for (const character of sound[place]!) {
				const known = made.get(character);
				if (known) known.push(...spellings(sound[1]!));
				else made.set(character, spellings(sound[1]!));
			}
	return (table = made);
}

/** ü, as the table writes it. */
export const hasUmlaut = (sound: string): boolean => sound.charAt(1) === 'v';

/** Who has no ü types v, or yu as in passports: 吕 lv, lyu. */
const spellings = (sound: string): string[] =>
	hasUmlaut(sound) ? [sound, sound.replace('v', 'yu')] : [sound];

/** With what is typed by those who take ü for u besides: 吕 lv, lyu, lu. */
export const loosely = (sounds: readonly string[]): string[] => [
	...sounds,
	...sounds.filter(hasUmlaut).map((sound) => sound.replace('v', 'u')),
];

/** All ways to read a character, the commonest first, without tones; none where it is not Chinese, or not in use. */
export const readingsOf = (character: string): readonly string[] => readings().get(character) ?? NONE;

/** How a name's family part is read, a syllable a character; null where nothing is special about it. */
export const familyReading = (name: string): readonly string[] | null =>
	FAMILY[name.slice(0, 2)] ?? FAMILY[name.slice(0, 1)] ?? null;
