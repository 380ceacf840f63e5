import 'fake-indexeddb/auto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { asId, type MemberId, type VenueId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { LedgerDatabase } from '../../src/lib/kiosk/ledger/database.ts';
import { openLedger, type DexieLedger } from '../../src/lib/kiosk/ledger/dexie-ledger.ts';
import {
	deviceSigner,
	ensureDevice,
	ensureOutbox,
	rememberPairing,
} from '../../src/lib/kiosk/ledger/identity.ts';
import { exportOutbox } from '../../src/lib/kiosk/outbox-export.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { importOutbox } from '../../src/lib/server/import-outbox.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import { headStatement, type EntriesRequest } from '../../src/lib/sync/wire.ts';
import { runToEnd } from './harness.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	HOUR,
	MINUTE,
	MONDAY_10,
	openWorld,
	publishVenue,
	temporaryDirectory,
	venueId,
} from './world.ts';

// A machine's own ledger and key, its own file, a hub's own process: all that lies between is real.
vi.setConfig({ testTimeout: 60_000 });

const elsewhere = asId<VenueId>('elsewhere');

function blankMachine(): LedgerDatabase {
	const database = new LedgerDatabase(`machine-${crypto.randomUUID()}`);
	onTestFinished(() => database.delete());
	return database;
}

/** The machine as it stands once staff of that venue have paired it, by a link. */
async function pairAt(hub: Hub, database: LedgerDatabase, venue: VenueId) {
	const { publicKey } = await ensureDevice(database);
	const token = await hub.devices.pairingLink(venue, 'kiosk', `${venue} 的机器`, HOUR);
	const paired = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind: 'kiosk', token });
	if (!paired.ok || paired.value.state !== 'paired') throw new Error('not paired');
	const { deviceId } = paired.value;
	await rememberPairing(database, { deviceId, venueId: venue, pairingId: null });
	await ensureOutbox(database, venue, systemRandom, true);
	const ledger = await openLedger(async () => database);
	return { ledger, deviceId, signer: deviceSigner(await ensureDevice(database), deviceId) };
}

async function checkIn(ledger: DexieLedger, members: readonly MemberId[]): Promise<void> {
	for (const memberId of members)
		await ledger.append(
			{
				...{ kind: 'check-in', sessionId: CALLIGRAPHY, memberId, serial: 1, channel: 'camera' },
				...{ flags: [], staffId: null },
			},
			{ wall: MONDAY_10 + 12 * MINUTE, mono: 1000, offset: 0, uncertainty: 20 },
		);
}

/** Sends so many entries over the network, and takes in the answer. */
async function send(
	hub: Hub,
	{ ledger, deviceId, signer }: Awaited<ReturnType<typeof pairAt>>,
	most: number,
) {
	const { outboxId, venueId: venue } = ledger.outbox();
	const device = (await hub.devices.list(venue)).find(({ id }) => id === deviceId)!;
	const [entries, { head, oldest }] = [await ledger.pending(most), await ledger.status()];
	const headSignature = await signer.sign(headStatement(outboxId, head));
	const request: EntriesRequest = { v: WIRE_VERSION, outboxId, entries, head, headSignature, oldest };
	const answer = await hub.ledger.ingest(device, request);
	if (!answer.ok) throw new Error(answer.error);
	await ledger.settle(answer.value.receipts, answer.value.head);
}

const presentAt = async (hub: Hub, venue: VenueId): Promise<number> =>
	(await hub.attendance.roster(venue, CALLIGRAPHY)).filter(
		({ attendance }) => attendance?.status === 'present',
	).length;

/** A machine that has sent 3 of 8 check-ins, and stands at another venue now, where it has sent all of its 2. */
async function movedKiosk() {
	const { hub, directory } = await openWorld();
	await publishVenue(hub, elsewhere);
	const members = await enrollMembers(hub, 8);
	const database = blankMachine();
	const before = await pairAt(hub, database, venueId);
	await checkIn(before.ledger, members);
	await send(hub, before, 3);
	const now = await pairAt(hub, database, elsewhere);
	await checkIn(now.ledger, members.slice(0, 2));
	await send(hub, now, 10);
	const saved = await exportOutbox(now.ledger, now.signer, MONDAY_10 + HOUR);
	return { hub, directory, before, now, saved };
}

it('[S5] what a kiosk left unsent at the venue where it stood counts there, once, by the file that it saves elsewhere', async () => {
	const { hub, directory, before, now, saved } = await movedKiosk();
	expect(saved.map(({ venueId: venue, count }) => [venue, count])).toEqual([[venueId, 5]]);
	expect(now.deviceId).not.toBe(before.deviceId);
	const path = join(temporaryDirectory(), saved[0]!.name);
	writeFileSync(path, saved[0]!.text);
	const run = () => runToEnd('gongzhan.ts', { args: ['import', path], dataDir: directory });
	const stand = async () => ({
		here: await presentAt(hub, venueId),
		there: await presentAt(hub, elsewhere),
		rows: await hub.storage.read(async (tx) => [
			...(await tx.ledger.page(before.ledger.outbox(), 1, 100)),
			...(await tx.ledger.page(now.ledger.outbox(), 1, 100)),
		]),
		apart: await hub.storage.read((tx) => tx.ledger.apart(before.ledger.outbox(), 1, 100)),
	});
	expect(await stand()).toMatchObject({ here: 3, there: 2 });

	const first = await run();
	expect([first.code, first.stderr]).toEqual([0, '']);
	expect(first.stdout).toContain(`${venueId} 的机器 (${venueId}): 5 entries, 0 of them were here already`);
	expect(first.stdout).toContain('5 recorded, 0 duplicate, 0 conflicting, 0 quarantined, 0 unreadable');
	expect(first.stdout).toContain('kiosk and hub: 8 = 8');
	const after = await stand();
	expect(after).toMatchObject({ here: 8, there: 2, apart: [] });
	expect(after.rows.map(({ deviceId }) => deviceId)).toEqual([
		...Array<string>(8).fill(before.deviceId),
		...Array<string>(2).fill(now.deviceId),
	]);

	const second = await run();
	expect([second.code, second.stderr]).toEqual([0, '']);
	expect(second.stdout).toContain('5 entries, 5 of them were here already');
	expect(await stand()).toEqual(after);
});

it('[S5] such a file with a byte changed, or of a machine that this hub never knew, is refused in words', async () => {
	const { hub, saved } = await movedKiosk();
	const { text } = saved[0]!;
	const bring = (changed: string, to: Hub = hub) =>
		importOutbox(to, { text: changed, actor: 'hub', mayAt: () => true });
	const byte = text.indexOf('"camera"') + 1;
	expect(await bring(`${text.slice(0, byte)}C${text.slice(byte + 1)}`)).toMatchObject({
		...{ ok: false, error: { fault: 'altered' } },
	});
	const signed = text.lastIndexOf('"signature":"') + 20;
	const other = text[signed] === 'A' ? 'B' : 'A';
	expect(await bring(text.slice(0, signed) + other + text.slice(signed + 1))).toMatchObject({
		ok: false,
		error: { fault: 'bad-signature', message: expect.stringContaining('not signed by') as string },
	});
	const stranger = await openWorld();
	expect(await bring(text, stranger.hub)).toMatchObject({
		ok: false,
		error: { fault: 'unknown-device', message: expect.stringContaining('its own hub') as string },
	});
	expect([await presentAt(hub, venueId), await presentAt(stranger.hub, venueId)]).toEqual([3, 0]);
});

it('[S5, S12] paired again with a hub that has forgotten it, a kiosk saves in the name that it has now', async () => {
	const database = blankMachine();
	const lost = await openWorld();
	const members = await enrollMembers(lost.hub, 4);
	await checkIn((await pairAt(lost.hub, database, venueId)).ledger, members);
	const restored = await openWorld();
	await enrollMembers(restored.hub, 4);
	const now = await pairAt(restored.hub, database, venueId);
	const [saved] = await exportOutbox(now.ledger, now.signer, MONDAY_10 + HOUR);
	const order = { text: saved!.text, actor: 'hub', mayAt: () => true };
	expect(await importOutbox(restored.hub, order)).toMatchObject({
		ok: true,
		value: { entries: 4, outcomes: { recorded: 4 } },
	});
	expect(await presentAt(restored.hub, venueId)).toBe(4);
});
