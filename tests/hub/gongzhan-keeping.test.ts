import {
	existsSync,
	linkSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { makeBackup } from '../../src/lib/server/keeping/backup.ts';
import { holdDataDir } from '../../src/lib/server/keeping/hold-data-dir.ts';
import { readManifest } from '../../src/lib/server/keeping/manifest.ts';
import { PAGE_BYTES, weightOf } from '../../src/lib/server/keeping/page-size.ts';
import { restoreBackup } from '../../src/lib/server/keeping/restore.ts';
import { sqliteTables } from '../../src/lib/server/keeping/sqlite-tables.ts';
import type { Published, RecordBody } from '../../src/lib/sync/records.ts';
import { runToEnd } from './harness.ts';
import {
	CALLIGRAPHY,
	enrollMembers,
	EVENING,
	HOUR,
	MINUTE,
	MONDAY_10,
	openWorld,
	pairKiosk,
	temporaryDirectory,
	venueId,
	type World,
} from './world.ts';

// Databases are written, copied and read whole, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

const quiet = () => undefined;

async function backUp(dataDir: string, { withKeys = false, now = MONDAY_10 } = {}): Promise<string> {
	const target = join(temporaryDirectory(), 'backup.db');
	const made = await makeBackup({ dataDir, target, withKeys, now, version: 'test' }, quiet);
	if (!made.ok) throw new Error(made.error);
	expect(made.value.ledger.faults).toEqual([]);
	return target;
}

const restore = (dataDir: string, file: string, order: object = {}) =>
	restoreBackup(
		{ dataDir, file, replace: false, newKeys: false, now: MONDAY_10 + 2 * HOUR, ...order },
		quiet,
	);

/** What a kiosk's cache holds after it has asked until there is no more, and the cursor it asks with next. */
async function follow({ hub }: World, cursor: number, cache = new Map<string, Published>()) {
	for (;;) {
		const answer = await hub.records.changesSince(venueId, cursor);
		if (answer.reset) cache.clear();
		for (const record of answer.records)
			if (record.body === null) cache.delete(`${record.kind} ${record.id}`);
			else cache.set(`${record.kind} ${record.id}`, record);
		cursor = answer.cursor;
		if (!answer.more) return { cache, cursor, names: [...cache.keys()].sort() };
	}
}

const room = (id: string) => ({
	...{ kind: 'room' as const, id },
	body: { id, name: { zh: id }, floor: 1 } as RecordBody<'room'>,
});

describe('a backup', () => {
	it('says of itself what it holds, for its owner’s eyes alone, and overwrites nothing', async () => {
		const { directory } = await openWorld();
		const file = await backUp(directory);
		expect([statSync(file).mode & 0o777, readdirSync(join(file, '..'))]).toEqual([0o600, ['backup.db']]);
		const database = new DatabaseSync(file, { readOnly: true });
		const manifest = readManifest(database);
		const { n } = database.prepare('SELECT count(*) AS n FROM record').get() as { n: number };
		database.close();
		expect(manifest).toMatchObject({ ok: true, value: { at: MONDAY_10, version: 'test' } });
		expect(manifest.ok && manifest.value?.census['record']?.rows).toBe(n);
		expect(readFileSync(file, 'latin1')).not.toContain(
			readFileSync(join(directory, 'keys', 'hub.json'), 'utf8').slice(12, 40),
		);
		expect(await makeBackup({ ...order(directory, file) }, quiet)).toMatchObject({ ok: false });
	});

	it('is one moment of a hub at work: what it holds of each outbox is a chain without a hole', async () => {
		const { hub, directory } = await openWorld();
		const members = await enrollMembers(hub, 20);
		const kiosks = await Promise.all(['1', '2', '3'].map((name) => pairKiosk(hub, name)));
		let working = true;
		const work = kiosks.map(async (kiosk) => {
			for (let n = 0; working; n++) {
				kiosk.checkIn(members[n % 20]!, MONDAY_10 + n);
				await kiosk.send(hub, kiosk.entries.slice(-1));
				// Lets the backup's own steps come in between.
				await new Promise((resolve) => setImmediate(resolve));
			}
		});
		while (kiosks.some(({ entries }) => entries.length < 5))
			await new Promise((resolve) => setImmediate(resolve));
		const file = await backUp(directory);
		const sent = kiosks.reduce((sum, { entries }) => sum + entries.length, 0);
		working = false;
		await Promise.all(work);
		const database = new DatabaseSync(file, { readOnly: true });
		const { n } = database.prepare('SELECT count(*) AS n FROM entry').get() as { n: number };
		database.close();
		expect(n).toBeGreaterThanOrEqual(15);
		expect(n).toBeLessThanOrEqual(sent);
	});
});

const order = (dataDir: string, target: string) => ({
	dataDir,
	target,
	withKeys: false,
	now: 0,
	version: 'test',
});

describe('a restored hub', () => {
	it('[S7] gets again what it lacks from the kiosks’ history, each thing once', async () => {
		const world = await openWorld();
		const members = await enrollMembers(world.hub, 9);
		const kiosk = await pairKiosk(world.hub);
		for (const member of members.slice(0, 4)) kiosk.checkIn(member, MONDAY_10 + 12 * MINUTE);
		await kiosk.send(world.hub);
		const file = await backUp(world.directory);
		for (const member of members.slice(4)) kiosk.checkIn(member, MONDAY_10 + 14 * MINUTE);
		expect((await kiosk.send(world.hub, kiosk.entries.slice(4))).receipts).toHaveLength(5);
		const before = await world.hub.attendance.roster(venueId, CALLIGRAPHY);
		await world.hub.close();

		const done = await restore(world.directory, file, { replace: true });
		expect(done).toMatchObject({ ok: true, value: { ledger: { entries: 4, faults: [] } } });
		const { hub } = await openWorld(world.directory, world.clock);
		// It was receipted, so the outbox is empty: the hub asks, and the history answers.
		kiosk.checkIn(members[0]!, MONDAY_10 + 20 * MINUTE, { sessionId: EVENING });
		const asked = await kiosk.send(hub, kiosk.entries.slice(-1));
		expect([asked.receipts, asked.resendFrom]).toEqual([[], 5]);
		const answer = await kiosk.send(hub, kiosk.entries.slice(4));
		expect(answer.head).toEqual(kiosk.head);
		expect(await hub.attendance.roster(venueId, CALLIGRAPHY)).toEqual(before);
		const again = await kiosk.send(hub);
		expect(again.receipts.map(({ outcome }) => outcome)).not.toContain('quarantined');
		const rows = await hub.storage.read((tx) => tx.ledger.page({ venueId, outboxId: kiosk.outboxId }, 1, 99));
		expect(rows.map(({ entryId }) => entryId)).toEqual(kiosk.entries.map(({ entryId }) => entryId));
	});

	it('[S15] takes no cursor of its lost life for one of its own, however far it has come since', async () => {
		const world = await openWorld();
		const file = await backUp(world.directory);
		await world.hub.records.publish(venueId, [room('lost-1'), room('lost-2')]);
		const kiosk = await follow(world, 0);
		expect(kiosk.names).toContain('room lost-1');
		await world.hub.close();

		expect(await restore(world.directory, file, { replace: true })).toMatchObject({ ok: true });
		const second = await openWorld(world.directory, world.clock);
		// As many changes as were lost, and more: a counter that went on from the backup's would now be past the kiosk's.
		for (let n = 1; n <= 5; n++) await second.hub.records.publish(venueId, [room(`new-${n}`)]);
		const truth = await follow(second, 0);
		const caught = await follow(second, kiosk.cursor, kiosk.cache);
		expect(caught.names).toEqual(truth.names);
		expect(caught.names).not.toContain('room lost-1');

		// And again from the same backup, a minute later.
		await second.hub.close();
		const now = MONDAY_10 + 2 * HOUR + MINUTE;
		expect(await restore(world.directory, file, { replace: true, now })).toMatchObject({ ok: true });
		const third = await openWorld(world.directory, world.clock);
		for (let n = 1; n <= 20; n++) await third.hub.records.publish(venueId, [room(`other-${n}`)]);
		expect((await follow(third, caught.cursor, caught.cache)).names).toEqual((await follow(third, 0)).names);
	});

	it('lets nothing be used again that may have been used since the backup', async () => {
		const world = await openWorld();
		const invite = await world.hub.staff.inviteOwner();
		const link = await world.hub.devices.pairingLink(venueId, 'kiosk', '1', HOUR);
		const account = { login: 'owner', password: 'correct horse' };
		const session = await world.hub.staff.signIn(account.login, account.password, 'test');
		const token = session.ok ? session.value.token : '';
		const [member] = await enrollMembers(world.hub, 1);
		await world.hub.attendance.checkInByHand(world.staff, venueId, CALLIGRAPHY, member!);
		const file = await backUp(world.directory);
		await world.hub.staff.signOut(token);
		await world.hub.attendance.correct(world.staff, venueId, {
			...{ sessionId: CALLIGRAPHY, memberId: member!, present: false, saw: [], reason: 'lost' },
		});
		const numbers = await factNumbers(world);
		await world.hub.close();

		expect(await restore(world.directory, file, { replace: true })).toMatchObject({ ok: true });
		const second = await openWorld(world.directory, world.clock);
		expect(await second.hub.staff.bySession(token)).toBeNull();
		const someone = { login: 'someone', name: '某人', password: 'another long one' };
		expect(await second.hub.staff.acceptInvite(invite, someone)).toEqual({ ok: false, error: 'bad-link' });
		const kiosk = await pairKiosk(second.hub);
		const request = { v: 1 as const, publicKey: kiosk.publicKey, kind: 'kiosk' as const, token: link };
		expect(await second.hub.devices.requestPairing(request)).toEqual({ ok: false, error: 'bad-link' });
		await second.hub.attendance.correct(second.staff, venueId, {
			...{ sessionId: CALLIGRAPHY, memberId: member!, present: false, saw: [], reason: 'again' },
		});
		const since = (await factNumbers(second)).filter((id) => numbers.includes(id));
		expect(since).toHaveLength(1);
		expect(await second.hub.storage.read((tx) => tx.audit.latest(null, 50))).toContainEqual(
			expect.objectContaining({ action: 'restored', actor: 'hub' }),
		);
	});
});

const factNumbers = async ({ hub }: World): Promise<string[]> =>
	(await hub.storage.read((tx) => tx.ledger.ofSubject(venueId, CALLIGRAPHY))).map(({ entryId }) => entryId);

describe('restoring', () => {
	it('moves aside only when told, and deletes nothing', async () => {
		const { hub, directory } = await openWorld();
		const file = await backUp(directory);
		await hub.close();
		expect(await restore(directory, file)).toMatchObject({
			ok: false,
			error: expect.stringContaining('--replace') as string,
		});
		const done = await restore(directory, file, { replace: true });
		const aside = done.ok ? done.value.movedTo! : '';
		expect(readdirSync(aside)).toEqual(['gongzhan.db']);
		expect(existsSync(join(directory, 'keys', 'hub.json'))).toBe(true);
		expect(readdirSync(directory)).not.toContain('restoring');
	});

	it('takes DATA_DIR’s own database for no backup, by whatever name', async () => {
		const { hub, directory } = await openWorld();
		await hub.close();
		const own = join(directory, 'gongzhan.db');
		const names = [own, join(temporaryDirectory(), 'link.db'), join(temporaryDirectory(), 'same.db')];
		symlinkSync(own, names[1]!);
		linkSync(own, names[2]!);
		for (const file of names)
			expect(await restore(directory, file, { replace: true })).toEqual({
				ok: false,
				error: expect.stringContaining('itself') as string,
			});
		expect(readdirSync(directory).filter((name) => /^re/.test(name))).toEqual([]);
	});

	it('asks for the hub’s own keys, takes those of the backup, and goes on without them only when told', async () => {
		const { hub, directory } = await openWorld();
		const [bare, whole] = [await backUp(directory), await backUp(directory, { withKeys: true })];
		const keys = readFileSync(join(directory, 'keys', 'pass-1.json'), 'utf8');
		await hub.close();
		const elsewhere = temporaryDirectory();
		expect(await restore(elsewhere, bare)).toMatchObject({
			ok: false,
			error: expect.stringContaining('--new-keys') as string,
		});
		expect(readdirSync(elsewhere)).toEqual([]);
		expect(await restore(elsewhere, whole)).toMatchObject({ ok: true, value: { movedTo: null } });
		expect(readFileSync(join(elsewhere, 'keys', 'pass-1.json'), 'utf8')).toBe(keys);
		expect(statSync(join(elsewhere, 'keys', 'pass-1.json')).mode & 0o777).toBe(0o600);
		const database = new DatabaseSync(join(elsewhere, 'gongzhan.db'));
		expect(database.prepare(`SELECT key FROM meta WHERE key LIKE 'backup%'`).all()).toEqual([]);
		database.close();
		const another = temporaryDirectory();
		mkdirSync(join(another, 'keys'));
		writeFileSync(join(another, 'keys', 'pass-1.json'), keys.replace('"seed":"', '"seed":"0'));
		expect(await restore(another, bare)).toMatchObject({ ok: false });
		expect(await restore(another, bare, { newKeys: true })).toMatchObject({ ok: true });
	});

	it.each([
		['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 8192)],
		['not a database', () => Buffer.from('hello')],
		['changed in one place', (bytes: Buffer) => replaceOnce(bytes, '工艺教室', '手艺教室')],
	])('takes no backup that is %s, and leaves all as it was', async (_kind, damage) => {
		const { hub, directory } = await openWorld();
		const file = await backUp(directory);
		await hub.close();
		writeFileSync(file, damage(readFileSync(file)));
		const before = readFileSync(join(directory, 'gongzhan.db'));
		expect(await restore(directory, file, { replace: true })).toMatchObject({ ok: false });
		expect(readFileSync(join(directory, 'gongzhan.db')).equals(before)).toBe(true);
		expect(readdirSync(directory).filter((name) => /^re/.test(name))).toEqual([]);
	});
});

function replaceOnce(bytes: Buffer, from: string, to: string): Buffer {
	const at = bytes.indexOf(from);
	expect(at).toBeGreaterThan(0);
	return Buffer.concat([
		bytes.subarray(0, at),
		Buffer.from(to),
		bytes.subarray(at + Buffer.byteLength(from)),
	]);
}

it('verify and backup name the entry that holds a value out of range, in one line', async () => {
	const { hub, directory } = await openWorld();
	const members = await enrollMembers(hub, 4);
	const kiosk = await pairKiosk(hub);
	for (const member of members) kiosk.checkIn(member, MONDAY_10 + 12 * MINUTE);
	await kiosk.send(hub);
	await hub.close();
	const database = new DatabaseSync(join(directory, 'gongzhan.db'));
	database.exec('DROP TRIGGER entry_never_update; UPDATE entry SET at = 9223372036854775807 WHERE seq = 3');
	database.close();
	const target = join(temporaryDirectory(), 'backup.db');
	for (const args of [['verify'], ['backup', target]]) {
		const { code, stderr } = await runToEnd('gongzhan.ts', { args, dataDir: directory });
		expect(code).toBe(1);
		expect(stderr).toContain(`${venueId}, outbox ${kiosk.outboxId}: entry 3: cannot be read`);
		expect(stderr.trim().split('\n')).toHaveLength(1);
	}
	expect(existsSync(target)).toBe(false);
});

it('large rows are read a few at a time, one that is larger than a page by itself, and none is left out', async () => {
	const database = new DatabaseSync(':memory:');
	database.exec('CREATE TABLE large (id INTEGER, text TEXT)');
	const put = database.prepare('INSERT INTO large VALUES (?, ?)');
	const add = (id: number, size: number) => put.run(id, 'x'.repeat(size));
	for (let id = 1; id <= 30; id++) add(id, 1_000_000);
	add(31, PAGE_BYTES + 1);
	add(32, 10);
	const pages = [];
	for await (const page of sqliteTables(database).pages('large')) {
		const weight = page.reduce((sum, row) => sum + weightOf(row), 0);
		expect(page.length === 1 || weight <= PAGE_BYTES).toBe(true);
		pages.push(page.map(([id]) => id));
	}
	expect(pages.flat()).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
	expect(pages).toContainEqual([31]);
	expect(pages.length).toBeLessThan(8);
	database.close();
});

it('a data directory is one holder’s at a time', () => {
	const directory = temporaryDirectory();
	const first = holdDataDir(directory);
	expect(holdDataDir(directory)).toMatchObject({
		ok: false,
		error: expect.stringContaining(directory) as string,
	});
	if (first.ok) first.value();
	const second = holdDataDir(directory);
	expect(second.ok).toBe(true);
	if (second.ok) second.value();
	rmSync(directory, { recursive: true });
});
