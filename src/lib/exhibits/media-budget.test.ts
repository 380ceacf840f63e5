import fc from 'fast-check';
import { expect, it } from 'vitest';
import { asId, type MediaId } from '../base/id.ts';
import type { Media, MediaFile } from '../domain/media.ts';
import { choosePack, type PackNeeds } from './media-budget.ts';
import { portionOf } from './media-portions.ts';
import { movesTo, type HeldFile, type PackSight } from './pack-moves.ts';

const file = (sha256: string, bytes: number, type: string, width?: number): MediaFile => ({
	...{ name: `${sha256}.bin`, type, bytes, sha256 },
	...(width === undefined ? {} : { width }),
});
const medium = (id: string, kind: Media['kind'], files: MediaFile[]): Media => ({
	...{ id: asId<MediaId>(id), kind, caption: { zh: id }, files },
});
const picture = (id: string, ...sizes: [width: number, bytes: number][]): Media =>
	medium(
		id,
		'picture',
		sizes.map(([width, bytes]) => file(`${id}-${width}`, bytes, 'image/avif', width)),
	);
const needs = (media: readonly Media[], rest: Partial<PackNeeds> = {}): PackNeeds => ({
	...{ media, attract: new Set(), uses: new Map(), pixels: 1080, budget: 1000 },
	...rest,
});
const chosen = (wanted: PackNeeds): string[] => choosePack(wanted).files.map(({ sha256 }) => sha256);
const id = (text: string) => asId<MediaId>(text);

it('takes the smallest picture that fills the screen, and the widest where none does', () => {
	const [a, b] = [picture('a', [320, 1], [1280, 20], [2560, 70]), picture('b', [320, 1], [800, 9])];
	expect(chosen(needs([a, b]))).toEqual(['a-1280', 'b-800']);
});

it('has a little of everything before anything in full, what was looked at last first', () => {
	const media = ['a', 'b', 'c'].map((name) => picture(name, [320, 100], [1280, 500]));
	expect(chosen(needs(media, { uses: new Map([[id('b'), 9]]) }))).toEqual(['b-1280', 'a-320', 'c-320']);
});

it('has pictures before sound, sound before film, and says what is left out', () => {
	const media = [
		medium('film', 'video', [file('film', 900, 'video/mp4'), file('words', 5, 'text/vtt')]),
		medium('sound', 'audio', [file('sound', 300, 'audio/mp4')]),
		picture('still', [1280, 600]),
	];
	const { files, leftOut } = choosePack(needs(media));
	expect(files.map(({ sha256 }) => sha256)).toEqual(
		['still', 'sound', 'words'].map((n) => (n === 'still' ? 'still-1280' : n)),
	);
	expect([...leftOut]).toEqual(['film']);
});

it('says where the budget is too small for the attract loop alone', () => {
	const media = [picture('a', [1280, 700]), picture('b', [1280, 700])];
	const { files, attractCut } = choosePack(needs(media, { attract: new Set([id('a'), id('b')]) }));
	expect([files.length, attractCut]).toEqual([1, true]);
});

/** Any exhibition of up to a dozen media; some of them share a file. */
const anyMedia = fc
	.array(
		fc.record({
			kind: fc.constantFrom<Media['kind']>('picture', 'audio', 'video'),
			widths: fc.uniqueArray(fc.constantFrom(320, 640, 1280, 2560), { minLength: 1 }),
			bytes: fc.integer({ min: 1, max: 400 }),
			shared: fc.boolean(),
			attract: fc.boolean(),
			used: fc.option(fc.integer({ min: 1, max: 50 }), { nil: 0 }),
		}),
		{ maxLength: 12 },
	)
	.map((drawn) =>
		drawn.map((one, i) => {
			const name = String.fromCharCode(97 + i);
			const pictures = picture(
				name,
				...one.widths.map((w): [number, number] => [w, one.bytes + w / 10]),
			).files;
			const played =
				one.kind === 'picture' ? [] : [file(`${name}-${one.kind}`, one.bytes * 9, `${one.kind}/mp4`)];
			const common = one.shared ? [file('common', 33, 'text/vtt')] : [];
			return { ...one, media: medium(name, one.kind, [...pictures, ...played, ...common]) };
		}),
	);
const anyNeeds = fc
	.record({
		media: anyMedia,
		budget: fc.integer({ min: 0, max: 6000 }),
		pixels: fc.constantFrom(300, 1080, 4000),
	})
	.map(({ media, budget, pixels }) => ({
		...{ media: media.map((one) => one.media), budget, pixels },
		attract: new Set(media.filter((one) => one.attract).map((one) => one.media.id)),
		uses: new Map(media.filter(({ used }) => used > 0).map((one) => [one.media.id, one.used])),
	}));
const sum = (files: readonly { bytes: number }[]): number => files.reduce((all, { bytes }) => all + bytes, 0);

it('never chooses more than the budget, and each file once', () => {
	fc.assert(
		fc.property(anyNeeds, (wanted) => {
			const { files, bytes } = choosePack(wanted);
			expect(sum(files)).toBe(bytes);
			expect(bytes).toBeLessThanOrEqual(wanted.budget);
			expect(new Set(files.map(({ sha256 }) => sha256)).size).toBe(files.length);
		}),
	);
});

it('gives up nothing of the attract loop, whatever people look at', () => {
	fc.assert(
		fc.property(anyNeeds, (wanted) => {
			const needed = wanted.media.filter((one) => wanted.attract.has(one.id));
			const files = needed.flatMap((one) => portionOf(one, wanted.pixels).full);
			const distinct = [...new Map(files.map((one) => [one.sha256, one])).values()];
			fc.pre(sum(distinct) <= wanted.budget);
			const choice = choosePack(wanted);
			expect(choice.attractCut).toBe(false);
			const names = new Set(choice.files.map(({ sha256 }) => sha256));
			expect(distinct.filter(({ sha256 }) => !names.has(sha256))).toEqual([]);
		}),
	);
});

it('never has in full what was looked at earlier and not what was looked at later, of the same size', () => {
	const used = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 9 });
	fc.assert(
		fc.property(used, fc.integer({ min: 0, max: 3000 }), (times, budget) => {
			const media = times.map((at) => picture(`m${at}`, [320, 40], [1280, 300]));
			const uses = new Map(times.map((at) => [id(`m${at}`), at]));
			const full = chosen(needs(media, { uses, budget }))
				.filter((name) => name.endsWith('-1280'))
				.map((name) => Number(/\d+/.exec(name)![0]));
			const latest = times.toSorted((a, b) => b - a).slice(0, full.length);
			expect(full.toSorted((a, b) => b - a)).toEqual(latest);
		}),
	);
});

/** Does what the moves say until nothing is left to fetch; a part of what comes is there already. */
function carryOut(wanted: PackNeeds, sight: PackSight, from: readonly HeldFile[]): HeldFile[] {
	const choice = choosePack(wanted);
	const needed = new Set(
		wanted.media.filter((one) => wanted.attract.has(one.id)).flatMap((one) => one.files.map((f) => f.sha256)),
	);
	const names = new Set(choice.files.map(({ sha256 }) => sha256));
	let held = [...from];
	for (let turn = 0; ; turn++) {
		expect(turn).toBeLessThanOrEqual(choice.files.length);
		const { fetch, drop, here } = movesTo(choice, held, sight);
		const lost = held.filter(({ sha256, whole }) => whole && names.has(sha256) && drop.includes(sha256));
		expect(lost).toEqual([]);
		const [first] = fetch;
		held = held.filter(({ sha256 }) => !drop.includes(sha256));
		const kept = held.filter(({ sha256 }) => !names.has(sha256) && !needed.has(sha256));
		if (drop.some((gone) => needed.has(gone) && from.some((one) => one.sha256 === gone && one.whole)))
			expect(kept.filter(({ whole }) => whole)).toEqual([]);
		if (!first) {
			expect(here).toBe(choice.bytes);
			return held;
		}
		const { sha256, bytes } = first;
		held = [...held.filter((one) => one.sha256 !== sha256), { sha256, bytes, whole: true }];
		expect(sum(held)).toBeLessThanOrEqual(wanted.budget);
	}
}

it('comes from anything held to what is chosen, never over the budget, and keeps what it can', () => {
	const disk = fc.array(fc.record({ at: fc.nat(), part: fc.constantFrom(0.3, 1), strange: fc.boolean() }), {
		maxLength: 15,
	});
	fc.assert(
		fc.property(anyNeeds, disk, (wanted, drawn) => {
			const all = wanted.media.flatMap(({ files }) => files);
			const held = new Map<string, HeldFile>();
			for (const { at, part, strange } of drawn) {
				const known = strange ? undefined : all[at % Math.max(1, all.length)];
				const { sha256, bytes } = known ?? { sha256: `strange-${at}`, bytes: 50 };
				held.set(sha256, { sha256, bytes: Math.ceil(bytes * part), whole: part === 1 });
			}
			const sight = { ...wanted, asked: new Set(wanted.media.slice(-1).map((one) => one.id)) };
			const end = carryOut(wanted, sight, [...held.values()]);
			expect(end.filter(({ sha256 }) => sha256.startsWith('strange'))).toEqual([]);
			expect(sum(end)).toBeLessThanOrEqual(wanted.budget);
		}),
		{ numRuns: 500 },
	);
});

it('fetches first what somebody stands before', () => {
	const media = ['a', 'b', 'c'].map((name) => picture(name, [1280, 100]));
	const wanted = needs(media);
	const { fetch } = movesTo(choosePack(wanted), [], { ...wanted, asked: new Set([id('c')]) });
	expect(fetch.map(({ sha256 }) => sha256)).toEqual(['c-1280', 'a-1280', 'b-1280']);
});

it('leaves what is only not chosen until its room is needed, then the least used goes first', () => {
	const media = [picture('a', [320, 10], [1280, 500]), picture('b', [320, 10], [1280, 500])];
	const held = ['a-320', 'b-1280'].map((sha256, i) => ({ sha256, bytes: i ? 500 : 10, whole: true }));
	const roomy = needs(media, { budget: 1100 });
	expect(movesTo(choosePack(roomy), held, { ...roomy, asked: new Set() }).drop).toEqual([]);
	const tight = needs(media, { budget: 1000 });
	expect(movesTo(choosePack(tight), held, { ...tight, asked: new Set() }).drop).toEqual(['a-320']);
});
