import {
	asId,
	type DeviceId,
	type MemberId,
	type OutboxId,
	type SessionId,
} from '../../../../src/lib/base/id.ts';
import { toHex } from '../../../../src/lib/base/bytes.ts';
import { systemClock } from '../../../../src/lib/base/clock.ts';
import { systemRandom } from '../../../../src/lib/base/random.ts';
import { createHubClient, createPairingClient } from '../../../../src/lib/kiosk/hub-client.ts';
import { createHubClock } from '../../../../src/lib/kiosk/hub-clock.ts';
import { LedgerDatabase } from '../../../../src/lib/kiosk/ledger/database.ts';
import { openLedger } from '../../../../src/lib/kiosk/ledger/dexie-ledger.ts';
import { deviceSigner, ensureDevice } from '../../../../src/lib/kiosk/ledger/identity.ts';
import { createSyncLoop } from '../../../../src/lib/kiosk/sync-loop.ts';
import { headAfter, nextEntry } from '../../../../src/lib/sync/entry.ts';
import type { Ledger } from '../../../../src/lib/sync/ports.ts';
import { newStanding } from '../../../../src/lib/sync/settling.ts';
import { CLASS, CLASSES, type Drainer } from './drainer.ts';

/** The kiosk's own ledger, sync loop and hub client, in a page of the hub's. */

const clock = createHubClock(systemClock, systemRandom);
const address = { origin: location.origin, clock };

async function pair(token: string) {
	const database = new LedgerDatabase('bench-device');
	const device = await ensureDevice(database);
	const request = { publicKey: device.publicKey, kind: 'kiosk', token } as const;
	const paired = await createPairingClient(address).requestPairing(request);
	if (!paired.ok || paired.value.state !== 'paired') throw new Error('not paired');
	const signer = deviceSigner(device, asId<DeviceId>(paired.value.deviceId));
	const hub = createHubClient(address, signer);
	await hub.renewSession();
	const { venueId } = paired.value;
	return { signer, hub, venueId, classes: await readClasses(hub) };
}

/** Those that are there for the bench. */
async function readClasses(hub: ReturnType<typeof createHubClient>): Promise<string[]> {
	const classes: string[] = [];
	for (let cursor = 0; ;) {
		const board = await hub.changesSince(cursor);
		if (!board.ok) throw new Error('no records');
		for (const { kind, id } of board.value.records)
			if (kind === 'session' && id.startsWith(CLASSES)) classes.push(id);
		if (!board.value.more) return classes;
		({ cursor } = board.value);
	}
}

/** Writes check-ins as the kiosk's ledger has them on disk, in a few transactions instead of one for each. */
async function fill(count: number, kiosk: Awaited<ReturnType<typeof pair>>): Promise<Ledger> {
	const { venueId, classes } = kiosk;
	const met = classes.splice(0, Math.ceil(count / CLASS));
	if (met.length * CLASS < count) throw new Error('too few classes');
	const outboxId = asId<OutboxId>(toHex(systemRandom.bytes(16)));
	const outbox = { venueId, outboxId };
	const database = new LedgerDatabase(`bench-${outboxId}`);
	const standing = newStanding(outbox);
	let { head } = standing;
	const rows = Array.from({ length: count }, (_, n) => {
		const sessionId = asId<SessionId>(met[Math.floor(n / CLASS)]!);
		const entry = nextEntry(
			outbox,
			head,
			{
				...{ kind: 'check-in', sessionId, memberId: asId<MemberId>(toHex(systemRandom.bytes(8))) },
				...{ serial: 1, channel: 'camera', flags: [], staffId: null },
			},
			clock.timing(),
		);
		head = headAfter(entry);
		return { outboxId, seq: entry.seq, entry };
	});
	await database.transaction('rw', database.outbox, database.entries, async () => {
		await database.entries.bulkAdd(rows);
		await database.outbox.put({ key: 'outbox', ...outbox, ...standing, head });
	});
	return openLedger(async () => database);
}

let kiosk: Awaited<ReturnType<typeof pair>> | null = null;
let ledger: Ledger;

const drainer: Drainer = {
	async fill(count, token) {
		kiosk ??= await pair(token);
		ledger = await fill(count, kiosk);
	},
	async drain() {
		const { hub, signer } = kiosk!;
		const loop = createSyncLoop({
			...{ ledger, hub, signer, mono: () => performance.now(), chance: Math.random },
			pull: async () => ({ ok: true, value: null }),
			onTrouble: (error) => console.error(error),
		});
		const started = performance.now();
		await loop.nudge();
		while (loop.state.is !== 'resting') {
			await new Promise((resolve) => setTimeout(resolve, 100));
			await loop.tick();
		}
		const took = performance.now() - started;
		const { head, hubHead } = await ledger.status();
		if (hubHead?.hash !== head.hash) throw new Error('not proven equal');
		return took;
	},
	left: async () => (await ledger.status()).cached,
};
Object.assign(globalThis, { drainer });
