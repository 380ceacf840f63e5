import { chmodSync, closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { configOrFail, databaseOrFail } from '../open.ts';

export const backup = command(
	{
		name: 'backup',
		usage: 'FILE',
		summary: 'copies the database as it stands at one moment, also while the hub runs',
		help: [
			'To restore: stop the hub, put FILE in the place of DATA_DIR/gongzhan.db, remove gongzhan.db-wal and -shm.',
			'The signing keys in DATA_DIR/keys are not in it: keep them apart, or every pass has to be printed again.',
		],
		options: {},
		words: { min: 1, max: 1 },
	},
	async (_, [file = '']) => {
		const source = databaseOrFail(configOrFail(process.env));
		const target = givenPath(file);
		if (existsSync(target)) fail(`${target} is there already: name a new file`);
		try {
			copy(source, target);
		} catch (error) {
			rmSync(target, { force: true });
			fail(`the backup failed, and ${target} was removed: ${reasonOf(error)}`);
		}
		console.log(`${target}: done and checked`);
		return 0;
	},
);

/** One consistent moment of the database, on disk, readable for its owner only. */
function copy(source: string, target: string): void {
	const from = new DatabaseSync(source, { readOnly: true, timeout: 10_000 });
	try {
		from.prepare('VACUUM INTO ?').run(target);
	} finally {
		from.close();
	}
	chmodSync(target, 0o600);
	const handle = openSync(target, 'r+');
	fsyncSync(handle);
	closeSync(handle);
	const made = new DatabaseSync(target, { readOnly: true });
	const answer = made.prepare('PRAGMA integrity_check(1)').get() as { integrity_check: string };
	made.close();
	if (answer.integrity_check !== 'ok') throw new Error(`the copy is not whole (${answer.integrity_check})`);
}
