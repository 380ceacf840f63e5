import { moveToPostgres, moveToSqlite, type Moved } from '../../lib/server/keeping/move.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { configOrFail, holdOrFail, databaseOrFail } from '../open.ts';
import { steps } from '../steps.ts';
import { alignRows } from '../table.ts';

export const move = command(
	{
		name: 'move',
		usage: '[--back]',
		summary:
			'copies everything from SQLite into PostgreSQL, and proves both equal; the hub is stopped meanwhile',
		help: [
			'From the database in DATA_DIR into the empty one that DATABASE_URL names, in one transaction: all of it or',
			'nothing. Counts, contents and chain heads of every table are compared, and every chain is walked there.',
			'Kiosks, staff and passes notice nothing. The database in DATA_DIR stays as it is, and no hub starts on it again.',
			'--back  the other way: from PostgreSQL into a DATA_DIR without a database; no hub starts on what is left there',
			'DATA_DIR/keys is needed as before, the same for every hub process.',
		],
		options: { back: { type: 'boolean', default: false } },
		words: { min: 0, max: 0 },
	},
	async ({ back }) => {
		const config = configOrFail(process.env);
		const { dataDir, databaseUrl: url } = config;
		if (!url)
			fail(
				'DATABASE_URL is not set: name the PostgreSQL database, as postgres://user:password@host/database',
			);
		if (!back) databaseOrFail(config);
		const release = holdOrFail(config);
		const order = { dataDir, url, now: Date.now() };
		const done = await (back ? moveToSqlite : moveToPostgres)(order, steps()).catch((error: unknown) =>
			fail(reasonOf(error)),
		);
		release();
		if (!done.ok) fail(`nothing was moved: ${done.error}`);
		for (const fault of done.value.ledger.faults) console.error(fault);
		console.log(proof(done.value).join('\n'));
		console.log(
			back
				? `Moved to ${dataDir}. Start the hub without DATABASE_URL.`
				: 'Moved. Start the hub with the same DATABASE_URL; its keys stay in DATA_DIR/keys.',
		);
		return done.value.ledger.faults.length === 0 ? 0 : 1;
	},
);

function proof({ census, ledger }: Moved): string[] {
	const rows = Object.entries(census).map(([table, { rows, sum }]) => [
		table,
		`${rows} = ${rows}`,
		`${sum.slice(0, 16)} = ${sum.slice(0, 16)}`,
	]);
	const { outboxes, entries, faults } = ledger;
	return [
		...alignRows([['table', 'rows', 'contents'], ...rows]),
		`${entries} entries in ${outboxes} outboxes: heads equal, ${faults.length === 0 ? 'chains whole' : `${faults.length} broken, as they were`}`,
	];
}
