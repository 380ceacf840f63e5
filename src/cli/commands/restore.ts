import { restoreBackup } from '../../lib/server/keeping/restore.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { configOrFail, holdOrFail } from '../open.ts';
import { steps } from '../steps.ts';

export const restore = command(
	{
		name: 'restore',
		usage: '[FILE] [--replace] [--new-keys]',
		summary: 'puts a backup in the place of the database of a hub that is stopped',
		help: [
			'The backup is proven before anything is changed. Kiosks then send again what they have held for 35 days.',
			'--replace   where DATA_DIR has a database: moves it aside, into DATA_DIR/replaced-…; nothing is deleted',
			'--new-keys  goes on without the keys that the hub had: every pass has to be printed again',
			'Staff sign in again, and links for staff and for pairing that nobody had used stop working: some may have been',
			'used since the backup.',
			'On PostgreSQL: stop every hub, restore with pg_restore, then say `restore` without FILE, with DATABASE_URL set: it does',
			'the latter, and makes kiosks start from everything.',
		],
		options: {
			replace: { type: 'boolean', default: false },
			'new-keys': { type: 'boolean', default: false },
		},
		words: { min: 0, max: 1 },
	},
	async ({ replace, 'new-keys': newKeys }, [given]) => {
		const config = configOrFail(process.env);
		if (config.databaseUrl) return renewPostgres(config.databaseUrl, given);
		if (given === undefined) fail('name the backup: restore FILE');
		const release = holdOrFail(config);
		const file = givenPath(given);
		const done = await restoreBackup(
			{ dataDir: config.dataDir, file, replace, newKeys, now: Date.now() },
			steps(),
		).catch((error: unknown) => fail(`${file} was not restored: ${reasonOf(error)}`));
		release();
		if (!done.ok) fail(`${file} was not restored: ${done.error}`);
		const { manifest, ledger, movedTo } = done.value;
		for (const fault of ledger.faults) console.error(fault);
		console.log(`${config.dataDir}: restored; ${ledger.entries} entries in ${ledger.outboxes} outboxes`);
		if (!manifest) console.log(NO_MANIFEST);
		if (movedTo) console.log(`What was there before: ${movedTo}`);
		console.log(whatNext(manifest ? `since ${new Date(manifest.at).toISOString()}` : 'since it was made'));
		return done.value.ledger.faults.length === 0 ? 0 : 1;
	},
);

const NO_MANIFEST =
	'The backup says nothing of itself (version 0.1.0 made it): its chains were walked, the rest was not compared.';

/** After `pg_restore`: the database is back, and is made fit to go on from. */
async function renewPostgres(url: string, file: string | undefined): Promise<number> {
	if (file !== undefined)
		fail('this hub’s data is in PostgreSQL: restore it with pg_restore, then say `restore` without FILE');
	const { renewPostgres } = await import('../../lib/server/keeping/postgres-tables.ts');
	const done = await renewPostgres(url, Date.now());
	if (!done.ok) fail(done.error);
	console.log(`fit to go on from\n${whatNext('since the dump')}`);
	return 0;
}

const whatNext = (since: string): string => `
What happens next, once the hub runs:
- Kiosks send again what they have held for 35 days, each thing once. Look at /staff/devices until every line is equal,
  then at the conflicts.
- What was done at the hub itself ${since} is not in it. Do again: check-ins by hand and by phone, corrections,
  revoked devices and passes, new members, classes, staff and pairings. Passes printed since: print them again.
- Staff sign in again. Links that nobody had used, for staff and for pairing, no longer work.`;
