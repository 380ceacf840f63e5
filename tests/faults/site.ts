import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { newDataDir, root, runToEnd, startHub, type HubLinks } from '../hub/harness.ts';
import type { Dice } from '../simulation/dice.ts';
import { readSqlite, type Books } from './books.ts';
import { furnishVenue, type FurnishedVenue } from './furnished-venue.ts';

/** Hubs that run, the database under them, and a hand that kills them. */
export interface Site {
	readonly name: string;
	readonly venue: FurnishedVenue;
	/** Of its hubs: any of them is good for any request. */
	readonly origins: readonly string[];
	/** Of a hub on SQLite. */
	readonly dataDir?: string;
	/** One-time links to pair two machines with. */
	readonly links: HubLinks;
	/** Kills something and starts it again; tells what it was. Resolves when all hubs listen. */
	crash(chance: Dice): Promise<string>;
	books(): Books | Promise<Books>;
	/** What `gongzhan verify` prints where it finds something, else null. */
	verify(): Promise<string | null>;
	stop(): Promise<void>;
}

export async function startSqliteSite(people = 1): Promise<Site> {
	const dataDir = newDataDir();
	const venue = await furnishVenue({ DATA_DIR: dataDir }, people);
	const hub = await startHub({ dataDir });
	const port = new URL(hub.origin).port;
	return {
		...{ name: 'SQLite', venue, dataDir, origins: [hub.origin], links: hub.links },
		async crash(chance) {
			await hub.kill();
			let what = 'the hub';
			while (chance.is(0.3)) {
				const ms = chance.between(100, 900);
				what += `, ${ms} ms into a start`;
				await killStarting({ DATA_DIR: dataDir, PORT: port }, ms);
			}
			await hub.restart();
			return what;
		},
		books: () => readSqlite(dataDir),
		verify: () => verifyData({ DATA_DIR: dataDir }),
		async stop() {
			await hub.stop();
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

/** Starts a hub and kills it before it is long there. */
export async function killStarting(env: Record<string, string>, afterMs: number): Promise<void> {
	const { PATH = '', HOME = '' } = process.env;
	const script = join(root, 'src/cli/start.ts');
	const child = spawn(process.execPath, [script], {
		cwd: root,
		env: { PATH, HOME, ...env },
		stdio: 'ignore',
	});
	const gone = once(child, 'exit');
	await sleep(afterMs);
	child.kill('SIGKILL');
	await gone;
}

export async function verifyData(env: Record<string, string>): Promise<string | null> {
	const { code, stdout, stderr } = await runToEnd('gongzhan.ts', { args: ['verify'], env });
	return code === 0 ? null : `verify: ${stderr}${stdout}`.trim();
}
