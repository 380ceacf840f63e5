import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { asId, type VenueId } from '../../src/lib/base/id.ts';
import { personOf } from '../../src/lib/domain/fact.ts';
import { verifyLedger } from '../../src/lib/server/verify-ledger.ts';
import { headAfter, type Entry } from '../../src/lib/sync/entry.ts';
import { importOutbox } from '../../src/lib/server/import-outbox.ts';
import type { OutboxContent } from '../../src/lib/sync/outbox-file.ts';
import { runToEnd } from './harness.ts';
import { outboxFile } from './outbox-file-twin.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	HOUR,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	publishVenue,
	temporaryDirectory,
	venueId,
	type TestKiosk,
	type World,
} from './world.ts';

// Databases are written, copied and read whole, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** As the kiosk writes it. */
const fileOf = (kiosk: TestKiosk, entries: readonly unknown[], change: Partial<OutboxContent> = {}) => {
	const { device, outboxId, head } = kiosk;
	const said = {
		venueId: device.venueId,
		deviceId: device.id,
		outboxId,
		head,
		entries: [...entries],
		...change,
	};
	return outboxFile(said, (statement) => kiosk.sign(statement));
};

const bring = ({ hub }: Pick<World, 'hub'>, file: object, order: object = {}) =>
	importOutbox(hub, { text: JSON.stringify(file), actor: 'hub', mayAt: () => true, ...order });

/** A kiosk that has sent 3 entries and holds 5 more. */
async function cutOff() {
	const world = await openWorld();
	const members = await enrollMembers(world.hub, 8);
	const kiosk = await pairKiosk(world.hub);
	for (const member of members) kiosk.checkIn(member, MONDAY_10 + 12 * MINUTE);
	await kiosk.send(world.hub, kiosk.entries.slice(0, 3));
	const rows = () =>
		world.hub.storage.read((tx) => tx.ledger.page({ venueId, outboxId: kiosk.outboxId }, 1, 10_000));
	const present = async () =>
		(await world.hub.attendance.roster(venueId, CALLIGRAPHY)).filter(
			({ attendance }) => attendance?.status === 'present',
		).length;
	return { ...world, kiosk, unsent: kiosk.entries.slice(3), rows, present };
}

describe('a kiosk’s file', () => {
	it('[S3] counts once, however often it is imported and whatever the network brings beside it', async () => {
		const { kiosk, unsent, rows, present, hub } = await cutOff();
		const file = await fileOf(kiosk, unsent);
		const answers = await Promise.all([
			bring({ hub }, file),
			kiosk.send(hub, kiosk.entries.slice(3)),
			bring({ hub }, file),
			kiosk.send(hub, kiosk.entries.slice(5)),
		]);
		expect(answers[0]).toMatchObject({
			ok: true,
			value: {
				entries: 5,
				unread: 0,
				outcomes: { recorded: 5, quarantined: 0 },
				said: kiosk.head,
				held: kiosk.head,
			},
		});
		expect(await bring({ hub }, file)).toMatchObject({
			ok: true,
			value: { before: 5, outcomes: { recorded: 5 } },
		});
		expect((await rows()).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
		expect(await present()).toBe(8);
		expect((await hub.devices.list(venueId))[0]!.proof).toEqual({ said: 8, held: 8, equal: true });
		expect((await kiosk.send(hub, unsent)).receipts.map(({ outcome }) => outcome)).toEqual(
			Array(5).fill('recorded'),
		);
	});

	it('of more entries than a batch arrives whole', async () => {
		const { kiosk, hub, rows } = await cutOff();
		const memberId = personOf(kiosk.entries[0]!.fact)!;
		for (let n = 0; n < 1200; n++) kiosk.checkIn(memberId, MONDAY_10 + 20 * MINUTE + n);
		const shares: number[] = [];
		const done = await bring({ hub }, await fileOf(kiosk, kiosk.entries.slice(3)), {
			onProgress: (s: number) => shares.push(s),
		});
		expect(done).toMatchObject({ ok: true, value: { entries: 1205, held: kiosk.head } });
		expect([(await rows()).length, shares.at(-1), shares.length]).toEqual([1208, 1, 3]);
	});

	it('[S12] of a revoked kiosk is taken, and flagged', async () => {
		const { kiosk, unsent, rows, hub, staff } = await cutOff();
		await hub.devices.revoke(kiosk.device.id, staff);
		expect(await bring({ hub }, await fileOf(kiosk, unsent))).toMatchObject({ ok: true });
		expect((await rows()).map(({ flags }) => flags.includes('device-revoked'))).toEqual([
			false,
			false,
			false,
			true,
			true,
			true,
			true,
			true,
		]);
	});

	it('[S8] keeps apart what the hub cannot read, and takes the rest', async () => {
		const { kiosk, unsent, hub, rows } = await cutOff();
		const odd = unsent.map((entry, n) => (n === 1 ? { ...entry, fact: { kind: 'unheard-of' } } : entry));
		expect(await bring({ hub }, await fileOf(kiosk, odd))).toMatchObject({
			ok: true,
			value: { unread: 1, outcomes: { recorded: 4 }, held: kiosk.head },
		});
		expect(await rows()).toHaveLength(7);
	});

	it('notes who brought it', async () => {
		const { kiosk, unsent, hub } = await cutOff();
		await bring({ hub }, await fileOf(kiosk, unsent), { actor: 'staff:x' });
		expect(await hub.storage.read((tx) => tx.audit.latest(venueId, 1))).toEqual([
			expect.objectContaining({
				action: 'outbox-imported',
				actor: 'staff:x',
				subject: `outbox:${kiosk.outboxId}`,
			}),
		]);
	});
});

describe('nothing is stored of a file', () => {
	const refused = async (
		make: (kiosk: TestKiosk, unsent: readonly unknown[], world: World) => object | Promise<object>,
	) => {
		const world = await cutOff();
		const file = await make(world.kiosk, world.unsent, world);
		const text = typeof file === 'string' ? (file as string) : JSON.stringify(file);
		const done = await importOutbox(world.hub, { text, actor: 'hub', mayAt: (id) => id === venueId });
		expect(await world.rows()).toHaveLength(3);
		expect(await world.present()).toBe(3);
		return done.ok ? 'taken' : done.error.fault;
	};

	it.each([
		[
			'that is cut off',
			'not-json',
			async (k: TestKiosk, e: readonly unknown[]) =>
				JSON.stringify(await fileOf(k, e)).slice(0, -40) as unknown as object,
		],
		['of another kind', 'not-an-outbox-file', () => ({ format: 'other' })],
		[
			'of a newer kiosk',
			'newer-version',
			async (k: TestKiosk, e: readonly unknown[]) => ({ ...(await fileOf(k, e)), v: 2 }),
		],
		[
			'with an entry left out',
			'altered',
			async (k: TestKiosk, e: readonly unknown[]) => ({ ...(await fileOf(k, e)), entries: e.slice(1) }),
		],
		[
			'of a kiosk unknown here',
			'unknown-device',
			(k: TestKiosk, e: readonly unknown[]) => fileOf(k, e, { deviceId: asId('ab'.repeat(8)) }),
		],
		[
			'signed by another',
			'bad-signature',
			async (k: TestKiosk, e: readonly unknown[], { hub }: World) => {
				const other = await pairKiosk(hub, '2');
				return fileOf({ ...k, sign: (text) => other.sign(text) }, e);
			},
		],
		[
			'that says another venue',
			'wrong-venue',
			(k: TestKiosk, e: readonly unknown[]) => fileOf(k, e, { venueId: asId<VenueId>('elsewhere') }),
		],
		[
			'of a venue that its bearer does not work at',
			'wrong-venue',
			async (_: TestKiosk, __: readonly unknown[], { hub }: World) => {
				const other = asId<VenueId>('other-palace');
				await publishVenue(hub, other);
				const kiosk = await pairKiosk(hub, '3', other);
				return fileOf(kiosk, [kiosk.checkIn(asId('01'.repeat(8)), MONDAY_10)]);
			},
		],
	])('%s', async (_name, fault, make) => {
		expect(await refused(make)).toBe(fault);
	});

	it('[S7] that has a hole in its midst, in a batch however late, until the operator says so', async () => {
		const world = await openWorld();
		const [member] = await enrollMembers(world.hub, 1);
		const kiosk = await pairKiosk(world.hub);
		for (let n = 0; n < 600; n++) kiosk.checkIn(member!, MONDAY_10 + n);
		const seqs = async () =>
			(
				await world.hub.storage.read((tx) => tx.ledger.page({ venueId, outboxId: kiosk.outboxId }, 1, 999))
			).map(({ seq }) => seq);
		const of = (...numbers: number[]) => kiosk.entries.filter(({ seq }) => numbers.includes(seq));
		const late = await fileOf(kiosk, [...kiosk.entries.slice(0, 550), ...kiosk.entries.slice(560)]);
		const early = await fileOf(kiosk, of(1, 4, 5, 9, 10));
		for (const file of [early, late])
			expect(await bring(world, file)).toMatchObject({
				ok: false,
				error: { fault: 'hole', message: expect.stringContaining('Nothing was stored') as string },
			});
		expect([await seqs(), await world.hub.devices.list(venueId)]).toEqual([
			[],
			[expect.objectContaining({ proof: null })],
		]);
		expect(await bring(world, early, { overHole: true })).toMatchObject({
			ok: true,
			value: { outcomes: { recorded: 1, quarantined: 4 }, held: { seq: 1 } },
		});
		expect(await seqs()).toEqual([1]);
	});

	it('[S7] that begins behind a hole, until the operator says that nobody can fill it', async () => {
		const world = await cutOff();
		const { kiosk, rows, hub } = world;
		const file = await fileOf(kiosk, kiosk.entries.slice(5));
		expect(await bring({ hub }, file)).toMatchObject({ ok: false, error: { fault: 'hole' } });
		expect(await rows()).toHaveLength(3);
		expect(await bring({ hub }, file, { overHole: true })).toMatchObject({
			ok: true,
			value: { outcomes: { recorded: 0, quarantined: 3 } },
		});
	});
});

describe('[S7] what was kept apart behind a hole', () => {
	const LATER = 9_000_000_000_000;
	/** The hub holds 1 to 3, and 6 to 8 apart. */
	async function apart() {
		const world = await cutOff();
		const { kiosk, hub } = world;
		await bring({ hub }, await fileOf(kiosk, kiosk.entries.slice(5)), { overHole: true });
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 3 });
		const seqs = async () => (await world.rows()).map(({ seq }) => seq);
		return { ...world, seqs };
	}
	const ALL = [1, 2, 3, 4, 5, 6, 7, 8];

	it('is taken once a file fills it, and waits for nobody', async () => {
		const { kiosk, hub, seqs, present } = await apart();
		expect(await bring({ hub }, await fileOf(kiosk, kiosk.entries.slice(3, 5)))).toMatchObject({
			ok: true,
			value: { entries: 2, outcomes: { recorded: 2, quarantined: 0 }, held: kiosk.head },
		});
		expect([await seqs(), await present()]).toEqual([ALL, 8]);
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 0 });
		expect((await verifyLedger(hub)).faults).toEqual([]);
	});
	it('is taken as the kiosk that comes back sends it again', async () => {
		const { kiosk, hub, seqs } = await apart();
		for (let time = 0; time < 2; time++) {
			const { receipts, head } = await kiosk.send(hub, kiosk.entries.slice(3));
			expect(receipts.map(({ seq, outcome }) => `${seq} ${outcome}`)).toEqual(
				ALL.slice(3).map((seq) => `${seq} recorded`),
			);
			expect([head, await seqs()]).toEqual([kiosk.head, ALL]);
		}
	});
	it('is taken before what comes next, where the hole was filled without', async () => {
		const { kiosk, hub, seqs, present } = await apart();
		const early = { ...kiosk, head: headAfter(kiosk.entries[4]!) };
		expect((await early.send(hub, kiosk.entries.slice(3, 5))).head.seq).toBe(5);
		kiosk.checkIn(personOf(kiosk.entries[0]!.fact)!, MONDAY_10);
		const { receipts, head, resendFrom } = await kiosk.send(hub, kiosk.entries.slice(8));
		expect(receipts.map(({ seq }) => seq)).toEqual([9]);
		expect([head, resendFrom, await seqs()]).toEqual([kiosk.head, null, [...ALL, 9]]);
		expect(await present()).toBe(8);
		expect((await verifyLedger(hub)).faults).toEqual([]);
	});
	it('is left from the first on that staff have decided about: nobody is counted twice, and nothing is asked for again', async () => {
		const { kiosk, hub, staff, seqs, present, rows } = await apart();
		const [group] = await hub.inbox.apart(venueId);
		const keys = await hub.inbox.apartEntries(venueId, group!, LATER, { offset: 1, limit: 1 });
		await hub.inbox.decideApart(staff, venueId, 'counted', keys, '核对过');
		for (let time = 0; time < 2; time++) {
			const { receipts, resendFrom } = await kiosk.send(hub, kiosk.entries.slice(3));
			expect([receipts.map(({ outcome }) => outcome[0]).join(''), resendFrom]).toEqual(['rrrqq', null]);
		}
		const again = await kiosk.send(hub, kiosk.entries.slice(7));
		expect([again.receipts.length, again.head.seq, again.resendFrom]).toEqual([1, 6, null]);
		expect([await seqs(), await present()]).toEqual([[1, 2, 3, 4, 5, 6], 7]);
		expect(await hub.inbox.open(venueId)).toEqual({ conflicts: 0, apart: 1 });
		expect((await rows()).length).toBe(6);
		expect((await verifyLedger(hub)).faults).toEqual([]);
	});
	it('stays apart where it is of another branch', async () => {
		const { kiosk, hub, seqs } = await apart();
		const clone = { ...kiosk, entries: [] as Entry[], head: headAfter(kiosk.entries[2]!) };
		for (const n of [0, 1, 2]) clone.checkIn(personOf(kiosk.entries[n]!.fact)!, MONDAY_10 + HOUR);
		const { receipts, head, resendFrom } = await clone.send(hub);
		expect([receipts.map(({ outcome }) => outcome).includes('quarantined'), head.seq, resendFrom]).toEqual([
			...[false, 6, null],
		]);
		// The first of the two to come is the hub's; the other is for staff.
		const other = await kiosk.send(hub, kiosk.entries.slice(3));
		expect(other.receipts.map(({ reason }) => reason)).toEqual([
			...['other-content', 'other-content', 'missing-before', 'missing-before', 'missing-before'],
		]);
		expect([other.resendFrom, await seqs()]).toEqual([null, [1, 2, 3, 4, 5, 6]]);
		expect((await hub.inbox.open(venueId)).apart).toBe(5);
	});
});

it('as a command: says what became of it, and why a file is refused', async () => {
	const { kiosk, unsent, hub, directory } = await cutOff();
	const path = join(temporaryDirectory(), 'kiosk.json');
	const run = () => runToEnd('gongzhan.ts', { args: ['import', path], dataDir: directory });
	await hub.close();
	writeFileSync(path, JSON.stringify({ ...(await fileOf(kiosk, unsent)), head: { ...kiosk.head, seq: 9 } }));
	expect(await run()).toMatchObject({ code: 1, stderr: expect.stringContaining('was changed') as string });
	writeFileSync(path, JSON.stringify(await fileOf(kiosk, unsent)));
	const { code, stdout, stderr } = await run();
	expect([code, stderr]).toEqual([0, '']);
	expect(stdout).toContain('5 entries, 0 of them were here already');
	expect(stdout).toContain('5 recorded, 0 duplicate');
	expect(stdout).toContain('kiosk and hub: 8 = 8');
	writeFileSync(path, `\uFEFF${JSON.stringify(await fileOf(kiosk, unsent))}`);
	expect((await run()).stdout).toContain('5 entries, 5 of them were here already');
}, 60_000);
