import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeBackup } from '../../lib/server/keeping/backup.ts';
import { VERSION } from '../../lib/server/http/version.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { configOrFail, databaseOrFail } from '../open.ts';
import { steps } from '../steps.ts';

const DUMP = 'back it up with pg_dump --format=custom --file=FILE "$DATABASE_URL", and DATA_DIR/keys once';

export const backup = command(
	{
		name: 'backup',
		usage: 'FILE [--keys]',
		summary: 'copies the database as it stands at one moment, also while the hub runs, and proves the copy',
		help: [
			'FILE is one file, made for its owner alone. It says of itself what it holds, so that `restore` can prove it.',
			'--keys  puts DATA_DIR/keys and DATA_DIR/tls in it too. Without it keep them apart: a hub without its',
			'        keys has to print every pass again. With it, whoever reads the file can make passes.',
			'Exit code 1 where there is no backup, or where chains in it are broken, as they then are at the hub.',
			'Pictures and recordings of the exhibition are files in DATA_DIR/media: copy that folder too.',
			`On PostgreSQL: ${DUMP}.`,
		],
		options: { keys: { type: 'boolean', default: false } },
		words: { min: 1, max: 1 },
	},
	async ({ keys }, [file = '']) => {
		const config = configOrFail(process.env);
		if (config.databaseUrl) fail(`this hub's data is in PostgreSQL: ${DUMP}`);
		databaseOrFail(config);
		const target = givenPath(file);
		const made = await makeBackup(
			{ dataDir: config.dataDir, target, withKeys: keys, now: Date.now(), version: VERSION },
			steps(),
		).catch((error: unknown) => fail(`the backup failed, and there is no ${target}: ${reasonOf(error)}`));
		if (!made.ok) fail(`the backup was not made: ${made.error}`);
		const { manifest, ledger } = made.value;
		const rows = Object.values(manifest.census).reduce((sum, count) => sum + count.rows, 0);
		console.log(`${target}: done and checked`);
		console.log(`${rows} rows; ${ledger.entries} entries in ${ledger.outboxes} outboxes`);
		if (!keys) console.log(`The keys are not in it: keep ${config.dataDir}/keys apart, once.`);
		const media = join(config.dataDir, 'media');
		if (existsSync(media)) console.log(`Pictures and recordings are not in it: copy ${media} as well.`);
		for (const fault of ledger.faults) console.error(fault);
		return ledger.faults.length === 0 ? 0 : 1;
	},
);
