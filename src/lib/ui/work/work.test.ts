import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { ANNOTATIONS, GEO } from '../../../../tests/fixtures/iiif/annotations.ts';
import { AV } from '../../../../tests/fixtures/iiif/av.ts';
import { BASIC, STRUCTURE } from '../../../../tests/fixtures/iiif/basic.ts';
import { asId, type MediaId } from '../../base/id.ts';
import type { Media } from '../../domain/media.ts';
import { bookOf, type Page } from '../../exhibits/iiif/book.ts';
import { readIiif } from '../../exhibits/iiif/read.ts';
import { Playback } from './playback.svelte.ts';
import WorkFacts from './WorkFacts.svelte';
import WorkNotes from './WorkNotes.svelte';
import WorkPlayer from './WorkPlayer.svelte';
import WorkStage from './WorkStage.svelte';

/** What the books of the cookbook's recipes look like on a screen, as far as markup tells. */

const MEDIA: Media = {
	...{ id: asId<MediaId>('a'.repeat(32)), kind: 'picture', caption: { zh: '图' } },
	files: [
		{ name: 'p.webp', type: 'image/webp', bytes: 1, sha256: 'b'.repeat(64) },
		{ name: 's.mp3', type: 'audio/mpeg', bytes: 1, sha256: 'b'.repeat(64) },
		{ name: 'v.mp4', type: 'video/mp4', bytes: 1, sha256: 'b'.repeat(64) },
	],
};
const stage = (page: Page, time = 0, held: typeof MEDIA | null = MEDIA): string => {
	const playback = page.seconds === null ? null : new Playback(page.seconds, time, () => {});
	const media = (address: string | null) => (address === null ? null : held);
	const props = { page, language: 'zh' as const, media, playback, view: 0, zone: null, zoom: 1 };
	return render(WorkStage, { props }).body;
};
const books = [...BASIC, ...STRUCTURE, ...AV, ...ANNOTATIONS, ...GEO].flatMap(({ name, given, web }) =>
	[given, ...Object.values(web ?? {})].flatMap((document) => {
		const read = readIiif(typeof document === 'string' ? document : JSON.stringify(document));
		return read.ok && read.value.is === 'manifest' ? [{ name, book: bookOf(read.value.manifest) }] : [];
	}),
);
const bookOfRecipe = (start: string) => books.find(({ name }) => name.startsWith(start))!.book;

describe('a page', () => {
	it.each(books)('of $name holds everything that is painted on it, and every note', ({ book }) => {
		for (const page of book.pages) {
			const times = [...new Set([0, ...page.layers.map(({ from }) => from)])];
			const html = times.map((time) => stage(page, time)).join('');
			for (const { choices } of page.layers) {
				const [first] = choices;
				const tag = { picture: '<img', sound: '<audio', film: '<video', text: first!.text!, unknown: '' }[
					first!.kind
				];
				expect(html).toContain(tag);
			}
			const notes = render(WorkNotes, {
				props: {
					...{ zones: page.zones, chosen: null, language: 'zh' as const, media: () => MEDIA },
					onchoose: () => {},
					onlead: () => {},
				},
			}).body;
			for (const { pictures } of page.zones) expect(notes.split('<img').length > pictures.length).toBe(true);
			for (const { said } of page.zones)
				expect(said.length === 0 || said.some(({ text }) => notes.includes(text))).toBe(true);
		}
		expect(render(WorkFacts, { props: { told: book, language: 'zh' } }).body).not.toContain('[object');
	});

	it('puts each layer in its place', () => {
		const html = stage(bookOfRecipe('0036').pages[0]!);
		expect(html).toMatch(/left: ?25%; ?top: ?20%; ?width: ?20%; ?height: ?20%/);
	});
	it('shows what is on at that time', () => {
		const [page] = bookOfRecipe('0489').pages;
		expect(stage(page!, 2)).toContain('请按播放');
		expect(stage(page!, 2)).not.toContain('<img');
		expect(stage(page!, 10)).toContain('<img');
	});
	it('says so where its picture is not shown, has not come, or is lost', () => {
		const [page] = bookOfRecipe('0009').pages;
		expect(stage(page!, 0, null)).toContain('没有展出');
		expect(stage(page!, 0, { ...MEDIA, files: [] })).toContain('还没有到本机');
		expect(stage(bookOfRecipe('0283').pages[1]!)).toContain('原件缺');
	});
	it('turns and crops', () => {
		expect(stage(bookOfRecipe('0040').pages[0]!)).toContain('--turn:90deg');
		expect(stage(bookOfRecipe('0299').pages[0]!)).toContain('width:240%');
	});
});

it('what is said stands under the picture', () => {
	const cues = [{ from: 1, until: 4, speaker: '老师傅', text: { zh: '开工了' } }];
	const at = (time: number): string =>
		render(WorkPlayer, { props: { playback: new Playback(60, time, () => {}), cues, language: 'zh' } }).body;
	expect(at(2)).toContain('开工了');
	expect(at(5)).not.toContain('开工了');
});
