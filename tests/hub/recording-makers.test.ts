import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Media } from '../../src/lib/domain/media.ts';
import { mediaFolder } from '../../src/lib/server/media/folder.ts';
import type { Label } from '../../src/lib/server/media/shapes.ts';
import { zip } from '../fixtures/media-files.ts';
import {
	cameraFilm,
	oggOpus,
	oggPage,
	oggSum,
	oggVorbis,
	OWNER,
	PLACE,
	tellingWebm,
} from '../fixtures/told-recordings.ts';
import { openWorld, venueId } from './world.ts';

/** What sound and film say of whoever made them stays behind, whatever they are packed in. */

const label: Label = { caption: { zh: '口述' }, credit: null, shown: 'nobody', person: null };

async function copyOf(bytes: Buffer): Promise<{ copy: Buffer; media: Media }> {
	const { hub, staff, directory } = await openWorld();
	const done = await hub.media.add(staff, venueId, new File([new Uint8Array(bytes)], 'a'), label);
	if (!done.ok) throw new Error(done.error);
	await hub.media.idle();
	const media = JSON.parse((await hub.media.get(venueId, done.value.mediaId))!.row.body) as Media;
	const copy = readFileSync(join(mediaFolder(directory).files(done.value.mediaId), media.files[0]!.name));
	return { copy, media };
}
async function refusalOf(bytes: Buffer): Promise<string | null> {
	const { hub, staff } = await openWorld();
	const done = await hub.media.add(staff, venueId, new File([new Uint8Array(bytes)], 'a'), label);
	return done.ok ? null : done.error;
}

function pagesOf(ogg: Buffer): Buffer[] {
	const pages: Buffer[] = [];
	for (let at = 0; at < ogg.length;) {
		const lacing = ogg.subarray(at + 27, at + 27 + ogg[at + 26]!);
		const end = at + 27 + lacing.length + lacing.reduce((sum, each) => sum + each, 0);
		pages.push(ogg.subarray(at, end));
		at = end;
	}
	return pages;
}

it.each([
	['Opus', oggOpus(), 'OpusTags', 0],
	['Vorbis', oggVorbis(), '\x03vorbis', 1],
] as const)(
	'an owner and a position leave an Ogg with %s, whose pages stay whole',
	async (_, given, mark, ending) => {
		const { copy, media } = await copyOf(given);
		expect([media.seconds, copy.length]).toEqual([1, given.length]);
		for (const secret of [OWNER, PLACE, 'maker'])
			expect([secret, copy.includes(secret)]).toEqual([secret, false]);
		for (const page of pagesOf(copy)) expect(page.readUInt32LE(22)).toBe(oggSum(page));
		// The maker's name is all spaces, and nothing is said beside it.
		const packet = Buffer.concat(
			pagesOf(copy)
				.slice(1, -1)
				.map((page) => page.subarray(27 + page[26]!)),
		);
		const length = packet.readUInt32LE(mark.length);
		const after = packet.subarray(mark.length + 4 + length);
		expect([packet.toString('latin1', 0, mark.length), after.readUInt32LE(0)]).toEqual([mark, 0]);
		if (ending)
			expect([after[4], after.subarray(5).toString('latin1')]).toEqual([1, '\x05vorbis and its books']);
		else expect(after.length).toBe(4);
	},
);

it('an Ogg that somebody put something into is refused', async () => {
	const whole = oggOpus();
	const last = pagesOf(whole).at(-1)!.length;
	const between = Buffer.concat([whole.subarray(0, -last), zip, whole.subarray(-last)]);
	expect(await refusalOf(between)).toBe('extra-data');
	expect(await refusalOf(Buffer.concat([whole, zip]))).toBe('extra-data');
	expect(await refusalOf(whole.subarray(0, -50))).toBe('damaged');
	expect(
		await refusalOf(Buffer.concat([oggPage(2, 0n, [9], Buffer.from('\x80theora..', 'latin1')), whole])),
	).toBe('codec');
});

it('tags before and behind the pictures leave a WebM, which is as long as before', async () => {
	const given = tellingWebm();
	const { copy, media } = await copyOf(given);
	expect([media.kind, copy.length]).toEqual(['video', given.length]);
	for (const secret of [OWNER, PLACE]) expect([secret, copy.includes(secret)]).toEqual([secret, false]);
	expect(copy.includes(Buffer.alloc(40, 9))).toBe(true);
	expect(await refusalOf(copy)).toBeNull();
});

const film = [
	['vide', 'avc1'],
	['soun', 'mp4a'],
] as const;
it.each([
	['a timecode', [...film, ['tmcd', 'tmcd']], 'video'],
	['what a phone’s sensors told', [...film, ['meta', 'mebx']], 'video'],
	['what a camera told', [...film, ['meta', 'rtmd']], 'video'],
	['chapters', [film[1], ['text', 'text']], 'audio'],
] as const)('%s is left out of a copy, with its samples, and the rest comes in', async (_, tracks, kind) => {
	for (const isLarge of [false, true]) {
		const given = cameraFilm(tracks, isLarge);
		const { copy, media } = await copyOf(given);
		expect([media.kind, media.seconds, copy.length]).toEqual([kind, 2, given.length]);
		expect(copy.includes(PLACE)).toBe(false);
		expect(copy.includes(`${OWNER}.`)).toBe(false);
		expect([copy.includes(tracks.at(-1)![1]), copy.includes(tracks[0][1])]).toEqual([false, true]);
		for (const [byte, length] of [
			[7, 500],
			[8, 300],
		] as const)
			expect(copy.includes(Buffer.alloc(length, byte))).toBe(true);
		expect(await refusalOf(copy)).toBeNull();
	}
});

it('a film whose other tracks cannot be found, or that no kiosk plays, is refused', async () => {
	const given = cameraFilm([...film, ['meta', 'mebx']]);
	const at = given.indexOf('stco') + 12;
	const bent = Buffer.from(given);
	bent.writeUInt32BE(4_000_000, at);
	expect(await refusalOf(bent)).toBe('damaged');
	bent.writeUInt32BE(4, at);
	expect(await refusalOf(bent)).toBe('damaged');
	const inPieces = Buffer.concat([given, Buffer.from('\0\0\0\x08moof', 'latin1')]);
	expect(await refusalOf(inPieces)).toBe('codec');
	expect(await refusalOf(cameraFilm([['vide', 'hvc1'], film[1], ['tmcd', 'tmcd']]))).toBe('codec');
	expect(await refusalOf(cameraFilm([['meta', 'mebx']]))).toBe('codec');
});
