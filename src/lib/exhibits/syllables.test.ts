import { pinyin } from 'pinyin-pro';
import { expect, it } from 'vitest';
import { readingsOf } from './readings.ts';
import { SYLLABLES } from './syllables.ts';

/** The characters of GB 2312, and those that names of our time like besides. */
function characters(): string[] {
	const decoder = new TextDecoder('gb2312');
	const all: string[] = [];
	for (let row = 0xb0; row <= 0xf7; row++)
		for (let cell = 0xa1; cell <= 0xfe; cell++) all.push(decoder.decode(new Uint8Array([row, cell])));
	const names = [
		...'镕堃喆昇淼祎珺玥犇骉晔旸昉昶暄煊煜璟瑀珏翀峣赟濛彧弢旻旼昕杲焱燚垚甡翊翃屾燊頔瑄韡湉婳嫚玙琋芃',
	];
	return [...new Set([...all, ...names])].filter((one) => /^\p{Script=Han}$/u.test(one));
}

/** As it lies in syllables.ts; printed with `SHOW=1`, to be put there. */
function tableOf(): string {
	const bySound = new Map<string, [first: string, besides: string]>();
	const options = { multiple: true, toneType: 'none', type: 'array', v: true } as const;
	for (const one of characters())
		for (const [n, sound] of [...new Set(pinyin(one, options))].entries()) {
			if (!/^[a-z]+$/.test(sound)) continue;
			const place = bySound.get(sound) ?? ['', ''];
			place[n === 0 ? 0 : 1] += one;
			bySound.set(sound, place);
		}
	const sounds = [...bySound.keys()].sort();
	const lines = [...new Set(sounds.map((sound) => sound[0]))].map((letter) =>
		sounds
			.filter((sound) => sound[0] === letter)
			.map((sound) => sound + bySound.get(sound)!.join('/').replace(/\/$/, ''))
			.join(' '),
	);
	return lines.join('\n');
}

it('holds what pinyin-pro knows of every character in use', () => {
	const table = tableOf();
	if (process.env['SHOW']) console.log(table);
	expect(SYLLABLES.trim()).toBe(table);
});

it('reads polyphones every way', () => {
	expect(readingsOf('行')).toEqual(['xing', 'hang', 'heng']);
	expect(readingsOf('孟')).toEqual(['meng']);
	expect(readingsOf('x')).toEqual([]);
});
