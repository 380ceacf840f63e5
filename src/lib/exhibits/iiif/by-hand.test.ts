import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { asId, type MediaId } from '../../base/id.ts';
import { SHELVES, type Exhibition } from '../../domain/exhibition.ts';
import type { Media } from '../../domain/media.ts';
import { WorkSchema, type Work } from '../../domain/work.ts';
import { bookOf } from './book.ts';
import { madeByHand, workByHand, type HandWork } from './by-hand.ts';
import { breachesOf } from './check.ts';
import { exportedFrom } from './write-exhibits.ts';

const [photo, sound] = [asId<MediaId>('ab'.repeat(16)), asId<MediaId>('cd'.repeat(16))];
const media = new Map<MediaId, Media>([
	[
		photo,
		{
			...{ id: photo, kind: 'picture', caption: { zh: '井场' }, width: 900, height: 1200 },
			files: [{ name: 'w900.webp', type: 'image/webp', bytes: 9, sha256: '00'.repeat(32), width: 900 }],
		},
	],
	[
		sound,
		{
			...{ id: sound, kind: 'audio', caption: { zh: '号子' }, seconds: 12.5 },
			files: [{ name: 'sound.mp3', type: 'audio/mpeg', bytes: 9, sha256: '00'.repeat(32) }],
		},
	],
]);
const nothing = Object.fromEntries(
	Object.values(SHELVES).map((name) => [name, new Map()]),
) as never as Exhibition;
const said: HandWork = {
	...{ title: { zh: '铁人相册', en: 'An album' }, summary: { zh: '一九六〇年' } },
	...{ lie: 'paired', turn: 'right-to-left' },
	leaves: [
		{ media: photo, label: { zh: '封面' }, note: { zh: '第一行\n第二行', en: 'Two lines' } },
		{ media: photo },
		{ media: sound, label: { zh: '号子' } },
	],
};
const work = (): Work => v.parse(WorkSchema, { id: 'album', ...workByHand(said, media) });

describe('a work made by hand', () => {
	it('is read on the kiosk like one that was published', () => {
		const { content } = work();
		const book = bookOf(content as never);
		expect(book).toMatchObject({ lie: 'paired', direction: 'right-to-left' });
		expect(book.pages.map(({ width, height, seconds }) => [width, height, seconds])).toEqual([
			...[
				[900, 1200, null],
				[900, 1200, null],
				[0, 0, 12.5],
			],
		]);
	});
	it('is there again as it was typed', () => {
		const { lie, turn, leaves } = said;
		expect(madeByHand(work())).toEqual({ lie, turn, leaves });
		expect(madeByHand({ ...work(), held: {} })!.leaves[1]).toEqual({ media: null });
		expect(madeByHand({ ...work(), content: { ...work().content, id: 'https://a.cn/m' } })).toBeNull();
	});
	it('goes out as a manifest of the hub’s files, without a page that is withdrawn', () => {
		const at = { base: 'https://a.cn/iiif', hub: 'https://hub.cn' };
		const out = (shown: Work, there: ReadonlyMap<MediaId, Media>) =>
			exportedFrom({ ...nothing, works: new Map([[shown.id, shown]]), media: there }, { zh: '展' }, at);
		const [list, album] = out(work(), media);
		expect(list!.document['items']).toMatchObject([
			{ id: 'https://a.cn/iiif/work/album.json', type: 'Manifest' },
		]);
		expect(breachesOf(album!.document)).toEqual([]);
		const text = JSON.stringify(album!.document);
		expect(text).toContain(`https://hub.cn/media/${photo}/w900.webp`);
		expect(text).not.toContain('urn:');
		expect(album!.document).toMatchObject({ viewingDirection: 'right-to-left', behavior: ['paged'] });
		const [, less] = out({ ...work(), held: { 'urn:gongzhan:work:page:3:media': sound } }, media);
		expect(JSON.stringify(less!.document)).not.toContain(photo);
		expect((less!.document['items'] as object[]).length).toBe(1);
	});
});
