import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { asId, type MediaId } from '../../src/lib/base/id.ts';
import type { Honoree } from '../../src/lib/domain/exhibit.ts';
import type { Media } from '../../src/lib/domain/media.ts';
import { mediaFolder } from '../../src/lib/server/media/folder.ts';
import { isServedPath } from '../../src/lib/server/media/serving.ts';
import type { Label } from '../../src/lib/server/media/shapes.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import * as files from '../fixtures/media-files.ts';
import { openWorld, temporaryDirectory, venueId, type World } from './world.ts';

/** Pictures and recordings, over a real hub, with files made to be sound or to do harm. */

const label: Label = { caption: { zh: '在井场' }, credit: null, shown: 'historic', person: null };
const asFile = (bytes: Buffer, name: string) => new File([new Uint8Array(bytes)], name);
const add = (world: World, bytes: Buffer, name = 'a.jpg', said = label) =>
	world.hub.media.add(world.staff, venueId, asFile(bytes, name), said);

/** What came of it, once it is made. */
async function made(world: World, bytes: Buffer, name = 'a.jpg', said = label) {
	const done = await add(world, bytes, name, said);
	if (!done.ok) return { fault: done.error };
	await world.hub.media.idle();
	const { mediaId: id } = done.value;
	const { row } = (await world.hub.media.get(venueId, id))!;
	return { id, row, media: JSON.parse(row.body) as Media, fault: row.fault };
}
const fileOf = (world: World, id: MediaId, name: string) =>
	readFileSync(join(mediaFolder(world.directory).files(id), name));
const everyByte = (world: World, id: MediaId): Buffer => {
	const folder = mediaFolder(world.directory).files(id);
	const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
	const found = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
	return Buffer.concat(found.map((path) => readFileSync(path)));
};

describe('a picture', () => {
	it('becomes several widths without position, camera or owner', async () => {
		const world = await openWorld();
		const photo = await files.photograph();
		expect(photo.includes('SecretCam')).toBe(true);
		const { id, media } = await made(world, photo);
		expect(media).toMatchObject({ kind: 'picture', width: 1600, height: 900 });
		expect(media!.files.map(({ name }) => name)).toEqual([
			...['w320.webp', 'w640.webp', 'w1280.webp', 'w1600.webp'],
		]);
		const small = fileOf(world, id!, 'w320.webp');
		expect(media!.files[0]).toMatchObject({
			bytes: small.length,
			sha256: createHash('sha256').update(small).digest('hex'),
		});
		const told = await sharp(small).metadata();
		expect([told.width, told.exif]).toEqual([320, undefined]);
		for (const secret of ['SecretCam', 'SecretOwner', 'Exif'])
			expect([secret, everyByte(world, id!).includes(secret)]).toEqual([secret, false]);
	});
	it('leaves nothing of itself with the hub but what was made of it, upright and in everybody’s colours', async () => {
		const world = await openWorld();
		const photo = await sharp(await files.photograph(900, 300))
			.keepExif()
			.withIccProfile('p3')
			.withMetadata({ orientation: 6 })
			.toBuffer();
		const told = await sharp(photo).metadata();
		expect([told.orientation, told.icc !== undefined, photo.includes('SecretCam')]).toEqual([6, true, true]);
		const { id, media } = await made(world, photo);
		expect(media).toMatchObject({ width: 300, height: 900 });
		const small = await sharp(fileOf(world, id!, 'w300.webp'))
			.raw()
			.toBuffer({ resolveWithObject: true });
		expect([small.info.width, small.info.height]).toEqual([300, 900]);
		// As it was drawn, in a profile that most screens do not have.
		for (const [channel, drawn] of [154, 27, 23].entries())
			expect(Math.abs(small.data[channel]! - drawn)).toBeLessThan(6);
		const { root } = mediaFolder(world.directory);
		const left = readdirSync(root, { recursive: true, encoding: 'utf8' })
			.map((name) => join(root, name))
			.filter((path) => statSync(path).isFile());
		for (const path of left) {
			const { exif, icc, xmp } = await sharp(path).metadata();
			expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined]);
			expect(readFileSync(path).includes('Secret')).toBe(false);
		}
		expect(left.length).toBe(1);
	});
	it('larger than a screen becomes tiles as IIIF’s level 0 has them', async () => {
		const world = await openWorld();
		const { id, media } = await made(world, await files.photograph(2600, 600), 'scroll.jpg');
		expect(media!.tiles).toEqual({ size: 512, scaleFactors: [1, 2, 4, 8] });
		const info = JSON.parse(fileOf(world, id!, 'tiles/info.json').toString()) as object;
		expect(info).toMatchObject({ width: 2600, height: 600, profile: 'level0' });
		expect(fileOf(world, id!, 'tiles/0,0,512,512/512,512/0/default.jpg').length).toBeGreaterThan(100);
	});
	it.each(['png', 'webp', 'avif'] as const)('may be %s', async (format) => {
		const world = await openWorld();
		const bytes = await sharp(await files.photograph(400, 300))
			.toFormat(format)
			.toBuffer();
		expect(await made(world, bytes, `a.${format}`)).toMatchObject({ fault: null, row: { state: 'ready' } });
	});
	it('that is taller than WebP goes comes in narrower, with its tiles', async () => {
		const world = await openWorld();
		const { id, media, fault } = await made(world, await files.photograph(200, 20_000));
		expect([fault, media!.width, media!.height]).toEqual([null, 200, 20_000]);
		expect(media!.files.map(({ name, width }) => [name, width])).toEqual([['w163.webp', 163]]);
		const { width, height } = await sharp(fileOf(world, id!, 'w163.webp')).metadata();
		expect([width, height <= 16_383]).toEqual([163, true]);
		expect(media!.tiles).toMatchObject({ size: 512 });
	});
	it('sent twice is one', async () => {
		const world = await openWorld();
		const photo = await files.photograph(400, 300);
		const [first, second] = [await made(world, photo), await made(world, photo, 'b.jpg')];
		expect(second.id).toBe(first.id);
		expect(second.row!.fileName).toBe('a.jpg');
	});
});

describe('what would do harm', () => {
	it.each([
		['a drawing with a program', files.drawing, 'drawing'],
		['a page with another name', files.page, 'web-page'],
		['an archive', files.zip, 'archive'],
		['nothing', Buffer.alloc(0), 'empty'],
		['noise', Buffer.from('noise, noise, noise'), 'unknown'],
		['a moving picture', Buffer.from('GIF89a..............'), 'animation'],
		['a paper', Buffer.from('%PDF-1.7 ...........'), 'document'],
		['a film that no kiosk plays', files.film({ codec: 'hvc1' }), 'codec'],
		['a film with an archive behind it', Buffer.concat([files.film(), files.zip]), 'extra-data'],
		['a film with a page behind it', Buffer.concat([files.film(), files.page]), 'damaged'],
		['half a film', files.film().subarray(0, 600), 'damaged'],
		['a film of two hours', files.film({ seconds: 7200 }), 'too-long'],
		['half a recording', files.silence().subarray(0, 4000), 'damaged'],
		['sound (Ogg) that ends in a number', files.cutOff.ogg, 'damaged'],
		['sound (WAV) that ends in a number', files.cutOff.wav, 'damaged'],
		['sound (WebM) that ends in a number', files.cutOff.webm, 'damaged'],
		['a recording with an archive behind it', Buffer.concat([files.silence(), files.zip]), 'extra-data'],
		['a tag without a song', Buffer.from('ID3\x04\0\0\0\0\0\x0a' + 'x'.repeat(200), 'latin1'), 'damaged'],
	])('%s is refused by what it is, whatever its name', async (_, bytes, fault) => {
		const world = await openWorld();
		expect(await add(world, bytes, 'a.jpg')).toEqual({ ok: false, error: fault });
		expect((await world.hub.media.list(venueId, {}, 0, 9)).total).toBe(0);
		const root = mediaFolder(world.directory).root;
		const names = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [];
		const left = names.filter((name) => statSync(join(root, name)).isFile());
		expect(left).toEqual([]);
	});
	it('a few bytes that claim 10,000 megapixels are never decoded', async () => {
		const world = await openWorld();
		expect(await made(world, files.bomb(100_000), 'a.png')).toMatchObject({ fault: 'too-many-pixels' });
	});
	it('a picture that was not copied to its end is refused', async () => {
		const world = await openWorld();
		const photo = await sharp({
			create: {
				width: 900,
				height: 900,
				channels: 3,
				background: '#fff',
				noise: { type: 'gaussian', mean: 99, sigma: 30 },
			},
		})
			.jpeg()
			.toBuffer();
		const half = photo.subarray(0, photo.length / 2);
		expect(await made(world, half)).toMatchObject({ fault: 'damaged', row: { state: 'refused' } });
	});
	it.each([
		['an archive', files.zip],
		['a page', files.page],
	])('%s behind a picture, and in its comment, does not come along', async (_, hidden) => {
		const world = await openWorld();
		const photo = await files.photograph(400, 300);
		const comment = Buffer.from([0xff, 0xfe, 0, hidden.length + 2]);
		const both = Buffer.concat([photo.subarray(0, 2), comment, hidden, photo.subarray(2), hidden]);
		const { id } = await made(world, both);
		expect(everyByte(world, id!).includes(hidden)).toBe(false);
	});
	it('a name is for people to read, and no path', async () => {
		const world = await openWorld();
		const photo = await files.photograph(400, 300);
		const { row } = await made(world, photo, '../../../etc/<img src=x>\u202Egpj.exe');
		expect(row!.fileName).toBe('img src=xgpj.exe');
		for (const path of [
			'../a',
			'tiles/../../x',
			'/etc/passwd',
			'tiles/0,0,1,1/..',
			'.hidden',
			'a/b',
			'a%2f..',
		])
			expect([path, isServedPath(path)]).toEqual([path, false]);
		expect(isServedPath('tiles/0,0,512,512/512,/0/default.jpg')).toBe(true);
	});
});

describe('a recording', () => {
	it('tells nothing of where and by whom it was made', async () => {
		const world = await openWorld();
		const film = await made(world, files.film({ place: '+39.9042+116.4074/' }), 'a.mov');
		expect(film.media).toMatchObject({
			kind: 'video',
			seconds: 2,
			files: [{ name: 'film.mp4', type: 'video/mp4' }],
		});
		expect(fileOf(world, film.id!, 'film.mp4').includes('116.4074')).toBe(false);
		expect(fileOf(world, film.id!, 'film.mp4').length).toBe(
			files.film({ place: '+39.9042+116.4074/' }).length,
		);
		const sound = await made(world, files.silence('SecretOwner'), 'a.wav');
		expect(sound.media).toMatchObject({ kind: 'audio', seconds: 1 });
		expect(fileOf(world, sound.id!, 'sound.wav').includes('SecretOwner')).toBe(false);
	});
	it('has captions by language, of plain words', async () => {
		const world = await openWorld();
		const { id } = await made(world, files.silence(), 'a.wav');
		const vtt = 'WEBVTT\n\n1\n00:00.000 --> 00:01.000\n<v 王师傅><b onclick=x>那年</b> <script>冬天\n';
		expect(await world.hub.media.caption(world.staff, venueId, id!, 'zh-CN', vtt)).toMatchObject({
			ok: true,
		});
		const { row } = (await world.hub.media.get(venueId, id!))!;
		const [, track] = (JSON.parse(row.body) as Media).files;
		expect(track).toMatchObject({ type: 'text/vtt', language: 'zh-CN' });
		expect(fileOf(world, id!, track!.name).toString()).toBe(
			'WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n<v 王师傅>那年 冬天\n',
		);
		for (const [text, fault] of [
			['1\n00:00,000 --> 00:01,000\n那年', 'no-vtt'],
			['WEBVTT\n\n00:05.000 --> 00:01.000\n那年', 'bad-time'],
			['WEBVTT\n\n', 'no-cues'],
		])
			expect(await world.hub.media.caption(world.staff, venueId, id!, 'yue', text!)).toMatchObject({
				error: { fault },
			});
	});
});

describe('a file in pieces', () => {
	const piece = (bytes: Buffer, offset: number, until: number) => {
		const part = bytes.subarray(offset, until);
		return { offset, bytes: new Uint8Array(part), sha256: createHash('sha256').update(part).digest('hex') };
	};
	it('goes on after the hub was started anew, and is taken when it is whole', async () => {
		const directory = temporaryDirectory();
		const photo = await files.photograph();
		const what = { name: 'a.jpg', bytes: photo.length, mark: 'mark-of-a', label };
		const first = await openWorld(directory);
		const begun = await first.hub.media.begin(first.staff, venueId, what);
		const uploadId = begun.ok ? begun.value.uploadId : '';
		await first.hub.media.append(first.staff, venueId, uploadId, piece(photo, 0, 2000));
		await first.hub.close();
		const { hub, staff } = await openWorld(directory);
		expect(await hub.media.begin(staff, venueId, what)).toEqual({
			ok: true,
			value: { uploadId, offset: 2000 },
		});
		expect(await hub.media.finish(staff, venueId, uploadId)).toMatchObject({ error: 'not-whole' });
		const send = (from: number, until: number) =>
			hub.media.append(staff, venueId, uploadId, piece(photo, from, until));
		expect(await send(0, 2000)).toMatchObject({ error: { fault: 'wrong-offset', offset: 2000 } });
		const bent = { ...piece(photo, 2000, 3000), sha256: '0'.repeat(64) };
		expect(await hub.media.append(staff, venueId, uploadId, bent)).toMatchObject({
			error: { fault: 'checksum', offset: 2000 },
		});
		const stranger: Staff = { ...staff, id: asId('00000000000000ff') };
		expect(await hub.media.offset(stranger, venueId, uploadId)).toBeNull();
		await send(2000, photo.length);
		const more = { ...piece(photo, 0, 10), offset: photo.length };
		expect(await hub.media.append(staff, venueId, uploadId, more)).toMatchObject({
			error: { fault: 'too-large' },
		});
		const done = await hub.media.finish(staff, venueId, uploadId);
		await hub.media.idle();
		const hash = createHash('sha256').update(photo).digest('hex');
		expect(done).toEqual({ ok: true, value: { mediaId: hash.slice(0, 32), known: false } });
	});
});

describe('a file that never came whole', () => {
	const piece = (bytes: Buffer) => ({
		...{ offset: 0, bytes: new Uint8Array(bytes) },
		sha256: createHash('sha256').update(bytes).digest('hex'),
	});
	const DAY = 86_400_000;
	it('is kept for those who go on with it, and deleted ten days after they were last heard of', async () => {
		const { hub, staff, clock, directory } = await openWorld();
		const begin = async (mark: string) => {
			const begun = await hub.media.begin(staff, venueId, { name: 'a.jpg', bytes: 9000, mark, label });
			if (!begun.ok) throw new Error(begun.error);
			return begun.value.uploadId;
		};
		const [left, going] = [await begin('a'), await begin('b')];
		const folder = mediaFolder(directory);
		const parts = [left, going].map((id) => folder.incoming(id));
		for (const each of [left, going])
			await hub.media.append(staff, venueId, each, piece(Buffer.alloc(100, 1)));
		// Nobody knows any more whose it was.
		const stray = folder.incoming('f'.repeat(32));
		writeFileSync(stray, 'x');
		clock.at += 9 * DAY;
		for (const path of [...parts, stray]) utimesSync(path, clock.at / 1000 - 1, clock.at / 1000 - 1);
		expect(await begin('b')).toBe(going);
		await hub.media.sweep();
		expect([...parts, stray].map((path) => existsSync(path))).toEqual([true, true, true]);
		clock.at += 10 * DAY;
		await hub.media.sweep();
		expect([...parts, stray].map((path) => existsSync(path))).toEqual([false, true, false]);
		expect(await hub.media.offset(staff, venueId, left)).toBeNull();
		expect(await begin('b')).toBe(going);
	});
});

describe('what was being made when the hub stopped', () => {
	it('is made when it starts again', async () => {
		const directory = temporaryDirectory();
		const first = await openWorld(directory);
		const photo = await files.photograph(400, 300);
		const { id, row } = await made(first, photo);
		const folder = mediaFolder(directory);
		const [path, stray] = [createHash('sha256').update(photo).digest('hex'), 'ab'.repeat(32)].map((sha256) =>
			folder.original(venueId, sha256),
		) as [string, string];
		for (const each of [path, stray]) writeFileSync(each, photo);
		await first.hub.storage.write(venueId, (tx) => tx.media.put(venueId, { ...row!, state: 'working' }));
		await first.hub.close();
		const { hub } = await openWorld(directory);
		await hub.media.idle();
		expect((await hub.media.get(venueId, id!))!.row).toMatchObject({ state: 'ready', fault: null });
		expect([existsSync(path), existsSync(stray)]).toEqual([false, false]);
	});
});

describe('what devices get', () => {
	const life = {
		...{ id: 'wang', initial: 'W', name: { zh: '王进喜' }, work: { zh: '钻井' }, summary: { zh: '一句' } },
		...{ story: [], born: 1923, died: 1970, motif: 'oil' },
		honours: [{ title: { zh: '全国劳动模范' }, level: 'national', year: 1959, source: '报' }],
	};
	it('is a picture while an exhibit shows it, and nothing once it is withdrawn', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const { id } = await made(world, await files.photograph(400, 300));
		const served = async (by: Staff | null = null) => (await hub.media.served(id!, 'w320.webp', by))?.lasting;
		expect([await served(), await served(staff)]).toEqual([undefined, false]);
		expect(await served({ ...staff, role: 'desk' })).toBeUndefined();
		const body = { ...life, portrait: id } as unknown as Honoree;
		await hub.exhibition.load(venueId, [{ kind: 'honoree', body }]);
		expect(await served()).toBe(true);
		expect((await hub.records.exhibition(venueId)).media.get(id!)).toMatchObject({
			caption: { zh: '在井场' },
		});
		await hub.media.withdraw(staff, venueId, id!, '家属要求');
		expect(await served()).toBeUndefined();
		expect((await hub.records.exhibition(venueId)).media.size).toBe(0);
		expect(existsSync(mediaFolder(world.directory).files(id!))).toBe(false);
	});
	it('is of somebody alive for as long as anything on show or a consent hangs on that', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const person = { kind: 'honoree', id: 'wang' } as const;
		const living: Label = { ...label, shown: 'living', person };
		const { id } = await made(world, await files.photograph(400, 300), 'a.jpg', living);
		const relabel = async (differs: Partial<Label>) => {
			const done = await hub.media.relabel(staff, venueId, id!, { ...living, ...differs });
			return done.ok ? 'done' : done.error;
		};
		// What nothing uses may still be put right.
		expect([await relabel({ shown: 'nobody', person: null }), await relabel({})]).toEqual(['done', 'done']);
		const paper = {
			...{ about: person, who: '王', purposes: ['portrait' as const], givenOn: '2026-01-01' },
			...{ until: null, note: null, scan: null },
		};
		const given = await hub.exhibition.giveConsent(staff, venueId, paper);
		const body = { ...life, portrait: id } as unknown as Honoree;
		await hub.exhibition.load(venueId, [{ kind: 'honoree', body }]);
		const seen = async () => (await hub.records.exhibition(venueId)).media.has(id!);
		expect(await seen()).toBe(true);
		for (const differs of [
			...[{ shown: 'nobody' as const }, { shown: 'historic' as const }, { person: null }],
		])
			expect(await relabel(differs)).toBe('on-show');
		expect(await relabel({ credit: '馆藏' })).toBe('done');
		// Approved for later is as good as shown.
		const later = { from: world.clock.at + 86_400_000, until: null };
		await hub.exhibition.reschedule(staff, venueId, person, later);
		expect(await relabel({ shown: 'nobody' })).toBe('on-show');
		await hub.exhibition.reschedule(staff, venueId, person, { from: null, until: null });
		await hub.exhibition.withdrawConsent(staff, venueId, given.id, '本人要求');
		expect(await seen()).toBe(false);
		expect(await relabel({ shown: 'nobody', person: null })).toBe('consent-ended');
		expect(await seen()).toBe(false);
	});
	it('stays withdrawn when the same file is sent again, or comes with the hub', async () => {
		const world = await openWorld();
		const { hub, staff } = world;
		const photo = await files.photograph(400, 300);
		const { id, media } = await made(world, photo);
		await hub.exhibition.load(venueId, [
			{ kind: 'honoree', body: { ...life, portrait: id } as unknown as Honoree },
		]);
		await hub.media.withdraw(staff, venueId, id!, '家属要求');
		const again = { ...label, caption: { zh: '没有人看过' }, shown: 'nobody' } as const;
		expect(await made(world, photo, 'b.jpg', again)).toEqual({ fault: 'withdrawn-before' });
		await hub.exhibition.load(venueId, [{ kind: 'media', body: media! }]);
		const { media: shown, honorees } = await hub.records.exhibition(venueId);
		expect([shown.size, honorees.get(asId('wang'))!.portrait]).toEqual([0, undefined]);
		const { row } = (await hub.media.get(venueId, id!))!;
		expect(row).toMatchObject({ state: 'withdrawn', fault: '家属要求', fileName: 'a.jpg' });
		const { root } = mediaFolder(world.directory);
		const left = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name));
		expect(left.filter((path) => statSync(path).isFile())).toEqual([]);
	});
});
