import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { fromHex, toBase64Url, toHex } from '../../src/lib/base/bytes.ts';
import { asId, type RecordingId, type VenueId } from '../../src/lib/base/id.ts';
import { sealRecording } from '../../src/lib/domain/sealed-recording.ts';
import { ROLES } from '../../src/lib/domain/roles.ts';
import { readWebm } from '../../src/lib/server/media/webm.ts';
import { webmMillis } from '../../src/lib/server/media/webm-length.ts';
import { sweep } from '../../src/lib/server/sweep.ts';
import type { SentRecording } from '../../src/lib/sync/recording.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import { silence } from '../fixtures/media-files.ts';
import { spokenWebm } from '../fixtures/spoken-webm.ts';
import { staffConsole } from './console.ts';
import { pairTwin, told } from './device-twin.ts';
import { textOf } from './plain-browser.ts';
import { HOUR, MONDAY_10, openWorld, pairKiosk, temporaryDirectory, venueId, type World } from './world.ts';

/** What visitors tell at kiosks, from the sealed bytes to the draft of a story. */

const DAY = 24 * HOUR;
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function sealedAs(
	sound: Uint8Array,
	publicKey: string,
	venue: VenueId,
	differs: Partial<SentRecording> = {},
): SentRecording {
	const id = differs.id ?? asId<RecordingId>(toHex(random(16)));
	const bytes = sealRecording(sound, fromHex(publicKey)!, { venueId: venue, id }, random(32));
	const sealed = { sha256: hash(bytes), sealed: toBase64Url(bytes) };
	return { id, at: MONDAY_10, keepDays: 30, language: 'zh', ...sealed, ...differs };
}

/** A hub whose venue lets visitors record, and a kiosk there. */
async function openTold(world?: World) {
	const { hub, clock, staff } = world ?? (await openWorld());
	const { venue } = (await hub.records.catalogue(venueId))!;
	const body = { ...venue, exhibition: { recordings: { keepDays: 30 } } };
	await hub.records.publish(venueId, [{ kind: 'venue', id: venueId, body }]);
	const { publicKey } = (await hub.records.one(venueId, 'sealing', 'current'))!;
	const { device } = await pairKiosk(hub);
	const send = (sent: SentRecording) => hub.recordings.receive(device, sent);
	const of = (sound: Uint8Array, differs: Partial<SentRecording> = {}) =>
		sealedAs(sound, publicKey, venueId, differs);
	return { hub, clock, staff, venue, publicKey, send, of };
}
const actions = async ({ hub }: Pick<World, 'hub'>) =>
	(await hub.storage.read((tx) => tx.audit.latest(venueId, 50))).map(({ action }) => action);

describe('[S21] a recording', () => {
	it('is taken once, however often it comes', async () => {
		const { hub, send, of } = await openTold();
		const sent = of(spokenWebm(12_000));
		expect([await send(sent), await send(sent)]).toEqual(['taken', 'taken']);
		const { waiting, count } = await hub.recordings.queue(venueId);
		expect([count, waiting.length]).toEqual([1, 1]);
		expect(waiting[0]).toMatchObject({ recordingId: sent.id, millis: 11_980, dueAt: MONDAY_10 + 30 * DAY });
	});
	it('that came damaged is asked for again; another of the same id is not taken', async () => {
		const { hub, send, of } = await openTold();
		const sent = of(spokenWebm(5000));
		const bent = sent.sealed.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
		expect(await send({ ...sent, sealed: bent })).toBe('damaged');
		expect(await send(sent)).toBe('taken');
		expect(await send(of(spokenWebm(6000), { id: sent.id }))).toBe('other-content');
		expect((await hub.recordings.queue(venueId)).count).toBe(1);
	});
	it('for another hub or venue, of another format, or too long is told so', async () => {
		const { hub, send, of } = await openTold();
		const stranger = sealedAs(spokenWebm(5000), toHex(random(32)), venueId);
		const elsewhere = sealedAs(
			spokenWebm(5000),
			(await hub.records.one(venueId, 'sealing', 'current'))!.publicKey,
			asId<VenueId>('elsewhere'),
		);
		expect([await send(stranger), await send(elsewhere)]).toEqual(['unreadable', 'unreadable']);
		const whole = spokenWebm(5000);
		for (const sound of [silence(), Buffer.from('noise'), whole.subarray(0, -3), spokenWebm(3000, 'V_VP8')])
			expect(await send(of(sound))).toBe('not-sound');
		expect([await send(of(spokenWebm(66_000))), await send(of(spokenWebm(64_900)))]).toEqual([
			...['too-long', 'taken'],
		]);
	});
	it('stays sealed on the hub, and is known for ever once it is decided', async () => {
		const { hub, staff, send, of } = await openTold();
		const sent = of(spokenWebm(5000));
		await send(sent);
		const stored = () => hub.storage.read((tx) => tx.recordings.sealed(venueId, sent.id));
		expect(await stored()).toBe(sent.sealed);
		expect(await hub.recordings.refuse(staff, venueId, sent.id, ' ')).toMatchObject({
			error: 'reason-missing',
		});
		expect(await hub.recordings.refuse(staff, venueId, sent.id, '杂音')).toMatchObject({ ok: true });
		expect(await stored()).toBeNull();
		expect(await hub.recordings.hear(staff, venueId, sent.id)).toBeNull();
		expect(await send(sent)).toBe('taken');
		const { count, decided } = await hub.recordings.queue(venueId);
		expect([count, decided.map(({ state }) => state)]).toEqual([0, ['refused']]);
	});
	it('goes by itself when nobody has decided in time, as its teller was told', async () => {
		const world = await openTold();
		const { hub, clock, send, of } = world;
		await send(of(spokenWebm(5000), { keepDays: 7 }));
		await send(of(spokenWebm(5000), { at: MONDAY_10 + 900 * DAY }));
		await send(of(spokenWebm(5000), { at: MONDAY_10 - 31 * DAY }));
		const count = async () => (await hub.recordings.queue(venueId)).count;
		expect(await count()).toBe(2);
		clock.at += 7 * DAY - 1;
		await sweep(hub);
		expect(await count()).toBe(2);
		clock.at += 1;
		await sweep(hub);
		expect(await count()).toBe(1);
		clock.at += 23 * DAY;
		await sweep(hub);
		expect(await count()).toBe(0);
		const { decided } = await hub.recordings.queue(venueId);
		expect(new Set(decided.map(({ state }) => state))).toEqual(new Set(['over']));
		expect((await actions(world)).filter((action) => action === 'recordings-over')).toHaveLength(2);
	});
	it('is opened by a hub that is started again, and kiosks seal no more once it is turned off', async () => {
		const directory = temporaryDirectory();
		const first = await openWorld(directory);
		const { publicKey, send, of, hub, venue } = await openTold(first);
		const sent = of(spokenWebm(5000));
		await send(sent);
		await hub.records.publish(venueId, [{ kind: 'venue', id: venueId, body: venue }]);
		expect(await hub.records.one(venueId, 'sealing', 'current')).toBeNull();
		expect(await send(of(spokenWebm(4000)))).toBe('taken');
		await hub.close();
		const again = await openTold(await openWorld(directory));
		expect(again.publicKey).toBe(publicKey);
		expect(await again.hub.recordings.hear(again.staff, venueId, sent.id)).not.toBeNull();
	});
});

describe('an editor', () => {
	const story = {
		title: '我的第一天',
		teller: '一位来访者',
		summary: '进厂第一天。',
		transcript: ['那天下雨。'],
	};

	it('hears it with its length, and that is written down', async () => {
		const world = await openTold();
		const { hub, staff, send, of } = world;
		const sent = of(spokenWebm(12_000));
		await send(sent);
		const heard = Buffer.from((await hub.recordings.hear(staff, venueId, sent.id))!);
		expect(webmMillis(heard)).toBe(11_980);
		const read = await readWebm(async (at, length) => heard.subarray(at, at + length), heard.length);
		expect(read).toMatchObject({ ok: true, value: { kind: 'audio', type: 'audio/webm', seconds: 11.98 } });
		expect(await actions(world)).toContain('recording-heard');
	});
	it('makes it a draft that lacks nothing but a second person, once', async () => {
		const world = await openTold();
		const { hub, staff, send, of } = world;
		const sent = of(spokenWebm(12_000));
		await send(sent);
		const done = await hub.recordings.adopt(staff, venueId, sent.id, story);
		if (!done.ok) throw new Error(done.error);
		await hub.media.idle();
		const sheet = (await hub.exhibition.sheet(venueId, done.value))!;
		expect(sheet.head).toMatchObject({ title: story.title, standing: { stage: 'draft' } });
		expect(sheet.body).toMatchObject({
			teller: { zh: '一位来访者' },
			transcript: [{ text: { zh: '那天下雨。' } }],
		});
		expect(sheet.lacks).toEqual([]);
		const { recording } = sheet.body as { recording: string };
		const media = (await hub.media.get(venueId, asId(recording)))!.row;
		expect(media).toMatchObject({ kind: 'audio', state: 'ready', shown: 'living' });
		expect(JSON.parse(media.body)).toMatchObject({ seconds: 12 });
		expect(await hub.recordings.adopt(staff, venueId, sent.id, story)).toMatchObject({
			error: 'not-waiting',
		});
		expect(await hub.recordings.refuse(staff, venueId, sent.id, '晚了')).toMatchObject({
			error: 'not-waiting',
		});
		expect((await hub.recordings.queue(venueId)).decided).toMatchObject([
			{ state: 'adopted', detail: done.value.id },
		]);
		expect(await hub.exhibition.list(venueId, { kind: 'story' }, 0, 9)).toMatchObject({ total: 1 });
		expect(await actions(world)).toEqual(expect.arrayContaining(['recording-adopted', 'consent-given']));
	});
});

describe('over HTTP', () => {
	const office = staffConsole();
	const { browser, cookies } = office;
	const HOME = '/staff/exhibits/recordings';

	it('it is turned on by a manager, comes whole after it was cut off, is heard by editors alone, and decided', async () => {
		const { hub } = office;
		const kiosk = await pairTwin(hub.links.kiosk);
		const setting = { on: 'yes', keepDays: '14' };
		const turn = (role: (typeof ROLES)[number]) =>
			browser.send(`${HOME}?/setting`, setting, cookies.get(role));
		expect((await turn('editor')).status).toBe(403);
		expect(
			(await browser.send(`${HOME}?/setting`, { on: 'yes', keepDays: '0' }, cookies.get('manager'))).status,
		).toBe(400);
		expect((await turn('manager')).headers.get('location')).toContain('done=on');
		const changes = await told<{ records: { kind: string; body: { publicKey: string } }[] }>(
			await kiosk.get('/api/v1/sync/changes?cursor=0'),
		);
		const { publicKey } = changes.records.find(({ kind }) => kind === 'sealing')!.body;
		const sent = sealedAs(spokenWebm(20_000), publicKey, kiosk.venueId, { at: Date.now(), keepDays: 14 });
		const body = { v: WIRE_VERSION, ...sent };

		await cutOff(hub.origin, kiosk.cookie, JSON.stringify(body));
		const page = async (role: (typeof ROLES)[number]) => browser.open(HOME, cookies.get(role));
		expect(await textOf(await page('editor'))).toContain('没有待听的录音');
		const deliver = async () =>
			(await told<{ outcome: string }>(await kiosk.post('/api/v1/device/recordings', body))).outcome;
		expect([await deliver(), await deliver()]).toEqual(['taken', 'taken']);
		const large = { ...body, sealed: 'A'.repeat(940_000) };
		expect((await kiosk.post('/api/v1/device/recordings', large)).status).toBe(400);

		expect(await textOf(await page('editor'))).toContain('1 段待听');
		for (const role of ROLES) {
			const may = ['operator', 'manager', 'editor'].includes(role);
			expect([role, (await page(role)).status]).toEqual([role, may ? 200 : 403]);
			const sound = await browser.open(`${HOME}/${sent.id}/sound`, cookies.get(role));
			expect([role, sound.status]).toEqual([role, may ? 200 : 403]);
			if (!may) continue;
			expect(sound.headers.get('content-type')).toBe('audio/webm');
			expect(sound.headers.get('cache-control')).toContain('no-store');
		}
		const empty = { id: sent.id, title: '', teller: '王师傅', summary: '', transcript: '第一句\n\n第二句' };
		const asked = await browser.send(`${HOME}?/adopt`, empty, cookies.get('editor'));
		expect([asked.status, (await textOf(asked)).includes('标题、一句话简介')]).toEqual([400, true]);
		const story = { ...empty, title: '二十年的车床', summary: '一句话。' };
		const made = await browser.send(`${HOME}?/adopt`, story, cookies.get('editor'));
		expect([made.status, made.headers.get('location')]).toEqual([
			303,
			expect.stringMatching(/^\/staff\/exhibits\/story\/.*done=save/),
		]);
		const draft = await browser.open(made.headers.get('location')!, cookies.get('editor'));
		expect(await textOf(draft)).toContain('二十年的车床');
		expect(await textOf(await page('editor'))).toContain('已做成故事');
	}, 60_000);
});

/** Sends the head and half of the body, and is gone. */
function cutOff(origin: string, cookie: string, body: string): Promise<void> {
	const { hostname, port, host } = new URL(origin);
	return new Promise((resolve, reject) => {
		const socket = connect(Number(port), hostname, () => {
			const head = [
				...['POST /api/v1/device/recordings HTTP/1.1', `host: ${host}`, `cookie: ${cookie}`],
				...['content-type: application/json', `content-length: ${body.length}`, '', ''],
			];
			socket.write(head.join('\r\n') + body.slice(0, body.length / 2), () => {
				setTimeout(() => socket.destroy(), 100);
			});
		});
		socket.on('error', reject).on('close', () => resolve());
	});
}
