import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { newDataDir, startHub, type RunningHub } from '../hub/harness.ts';
import { startPostgres, type PostgresServer } from '../postgres.ts';
import type { Dice } from '../simulation/dice.ts';
import { FACTS, PRESENT, REV, type BookedFact, type Books } from './books.ts';
import { furnishVenue } from './furnished-venue.ts';
import { killStarting, verifyData, type Site } from './site.ts';

const HUBS = 3;
/** How often the database itself is the one that is killed. */
const DATABASE_TOO = 0.2;

/** Three hub processes over one database. */
export async function startPostgresSite(people = 1): Promise<Site> {
	const postgres = await startPostgres();
	const dataDir = newDataDir();
	const hubs: RunningHub[] = [];
	try {
		const url = await postgres.database();
		const env = { DATABASE_URL: url };
		const venue = await furnishVenue({ ...env, DATA_DIR: dataDir }, people);
		for (let i = 0; i < HUBS; i++) hubs.push(await startHub({ dataDir, env }));
		return {
			...{ name: 'PostgreSQL', venue, origins: hubs.map(({ origin }) => origin), links: hubs[0]!.links },
			crash: (chance) =>
				chance.is(DATABASE_TOO)
					? killDatabase(postgres, chance)
					: killSome(hubs, { ...env, DATA_DIR: dataDir }, chance),
			books: () => readPostgres(postgres, url),
			verify: () => verifyData({ ...env, DATA_DIR: dataDir }),
			stop: () => stopAll(hubs, postgres, dataDir),
		};
	} catch (error) {
		await stopAll(hubs, postgres, dataDir);
		throw error;
	}
}

async function stopAll(
	hubs: readonly RunningHub[],
	postgres: PostgresServer,
	dataDir: string,
): Promise<void> {
	for (const hub of hubs) await hub.stop();
	await postgres.stop();
	rmSync(dataDir, { recursive: true, force: true });
}

/** One hub mostly; sometimes all of them at the same moment. */
async function killSome(
	hubs: readonly RunningHub[],
	env: Record<string, string>,
	chance: Dice,
): Promise<string> {
	const victims = chance.is(0.2) ? hubs : [chance.pick(hubs)];
	await Promise.all(victims.map((hub) => hub.kill()));
	let what = victims.length > 1 ? 'all hubs' : `hub ${hubs.indexOf(victims[0]!) + 1}`;
	if (chance.is(0.2)) {
		const ms = chance.between(100, 900);
		what += `, ${ms} ms into a start`;
		await killStarting({ ...env, PORT: new URL(victims[0]!.origin).port }, ms);
	}
	await Promise.all(victims.map((hub) => hub.restart()));
	return what;
}

async function killDatabase(postgres: PostgresServer, chance: Dice): Promise<string> {
	await postgres.kill();
	const ms = chance.between(0, 1500);
	await sleep(ms);
	await postgres.start();
	return `PostgreSQL, away for ${ms} ms`;
}

async function readPostgres(postgres: PostgresServer, url: string): Promise<Books> {
	const facts = (await postgres.run(url, FACTS)).rows as (Omit<BookedFact, 'seq'> & { seq: string })[];
	const people = (await postgres.run(url, PRESENT)).rows as { person: string }[];
	const [venue] = (await postgres.run(url, REV)).rows as { rev: string }[];
	return {
		facts: facts.map((fact) => ({ ...fact, seq: Number(fact.seq) })),
		present: people.map(({ person }) => person),
		rev: Number(venue!.rev),
	};
}
