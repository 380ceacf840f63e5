import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CALLIGRAPHY, openWorld, temporaryDirectory, venueId } from './world.ts';

/** Starts a hub in another process that ingests without end and prints each answer's head after it came. */
const CHILD = fileURLToPath(new URL('endless-ingest.ts', import.meta.url));

it('[S3] keeps every acknowledged entry when the process is killed', async () => {
	const directory = temporaryDirectory();
	const child = spawn(process.execPath, [CHILD, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
	let acknowledged = 0;
	for await (const line of createInterface({ input: child.stdout })) {
		acknowledged = Number(line);
		if (acknowledged >= 300) child.kill('SIGKILL');
	}
	if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
	expect(child.signalCode).toBe('SIGKILL');
	expect(acknowledged).toBeGreaterThanOrEqual(300);

	const { hub } = await openWorld(directory);
	const rows = await hub.storage.read((tx) => tx.ledger.ofSubject(venueId, CALLIGRAPHY));
	const [outbox] = await hub.storage.read((tx) => tx.ledger.outboxes(venueId));
	expect(rows.length).toBeGreaterThanOrEqual(acknowledged);
	expect(outbox!.head.seq).toBe(rows.length);
	const { offeringId } = (await hub.records.catalogue(venueId))!.sessions.get(CALLIGRAPHY)!;
	const turnout = await hub.storage.read((tx) => tx.attendance.turnout(venueId, CALLIGRAPHY, offeringId));
	expect(turnout).toMatchObject({ came: rows.length });
	expect((await hub.records.catalogue(venueId))!.tallies.get(CALLIGRAPHY)).toMatchObject({
		present: rows.length,
	});
}, 60_000);
