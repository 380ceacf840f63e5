import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asId, type MediaId, type VenueId } from '../../src/lib/base/id.ts';
import type { Story } from '../../src/lib/domain/story.ts';
import type { Media } from '../../src/lib/domain/media.ts';
import { mediaFolder } from '../../src/lib/server/media/folder.ts';
import type { Label } from '../../src/lib/server/media/shapes.ts';
import { silence } from '../fixtures/media-files.ts';
import { openWorld, publishVenue, venueId } from './world.ts';

/** One recording at two venues: its files are one, its captions are each venue's own. */

const label: Label = { caption: { zh: '口述' }, credit: null, shown: 'nobody', person: null };
const annex = asId<VenueId>('annex');
const vtt = (words: string) => `WEBVTT\n\n00:00.000 --> 00:01.000\n${words}\n`;

async function openTwo() {
	const world = await openWorld();
	const { hub, staff, directory } = world;
	await publishVenue(hub, annex);
	const send = async (venue: VenueId): Promise<MediaId> => {
		const file = new File([new Uint8Array(silence())], 'a.wav');
		const done = await hub.media.add(staff, venue, file, label);
		if (!done.ok) throw new Error(done.error);
		await hub.media.idle();
		return done.value.mediaId;
	};
	const filesOf = async (venue: VenueId, id: MediaId) =>
		(JSON.parse((await hub.media.get(venue, id))!.row.body) as Media).files;
	const onDisk = (id: MediaId, name: string) => readFileSync(join(mediaFolder(directory).files(id), name));
	return { ...world, send, filesOf, onDisk };
}

it('that another venue sends too keeps the first one’s captions, and is not made again', async () => {
	const { hub, staff, send, filesOf, onDisk } = await openTwo();
	const id = await send(venueId);
	await hub.media.caption(staff, venueId, id, 'zh-CN', vtt('那年'));
	expect(await send(annex)).toBe(id);
	for (const { name, sha256 } of await filesOf(venueId, id))
		expect([name, createHash('sha256').update(onDisk(id, name)).digest('hex')]).toEqual([name, sha256]);
	expect((await filesOf(annex, id)).map(({ name }) => name)).toEqual(['sound.wav']);
	const { row } = (await hub.media.get(annex, id))!;
	expect([row.state, (JSON.parse(row.body) as Media).seconds]).toEqual(['ready', 1]);
});

it('whose captions differ is served with each venue’s own', async () => {
	const { hub, staff, send, filesOf } = await openTwo();
	for (const venue of [venueId, annex]) {
		const id = await send(venue);
		await hub.media.caption(staff, venue, id, 'zh-CN', vtt(`在 ${venue}`));
	}
	const id = await send(venueId);
	const said = {
		id: 's',
		title: { zh: '故事' },
		teller: { zh: '王' },
		summary: { zh: '一句' },
		recording: id,
	};
	const body = { ...said, transcript: [], media: [] } as unknown as Story;
	const names: string[] = [];
	for (const venue of [venueId, annex]) names.push(...(await filesOf(venue, id)).map(({ name }) => name));
	const served = async (by: typeof staff | null): Promise<string[]> => {
		const found: string[] = [];
		for (const name of new Set(names)) if (await hub.media.served(id, name, by)) found.push(name);
		return found;
	};
	expect(new Set(names).size).toBe(3);
	expect([await served(null), await served(staff)]).toEqual([[], [...new Set(names)]]);
	for (const venue of [venueId, annex]) await hub.exhibition.load(venue, [{ kind: 'story', body }]);
	expect(await served(null)).toEqual([...new Set(names)]);
});
