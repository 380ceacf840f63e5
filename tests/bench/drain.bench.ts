import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { dropProfile, newProfile } from '../e2e/browser.ts';
import { buildIfStale } from '../hub/built.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { DEMO_VENUE } from '../../src/lib/server/demo/load.ts';
import { checkedChange } from '../../src/lib/server/records.ts';
import { openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import type { RecordBody } from '../../src/lib/sync/records.ts';
import { bundle } from './drain/bundle.ts';
import { CLASS, CLASSES } from './drain/pages/drainer.ts';
import { openQuietBrowser, type QuietBrowser } from './drain/quiet-browser.ts';
import { peers } from './peers.ts';
import { median } from './quantile.ts';
import type { BenchResult } from './run.ts';

/**
 * From cached check-ins to durable ones: our kiosk with chain, receipts and strict durability on against the real hub, and what
 * others would use for it, each at its defaults against the least hub there can be. Interleaved, in one Chromium.
 */
const ROUNDS = Number(process.env['ROUNDS'] ?? 5);
const COUNT = 10_000;
/** Workbox takes seconds for a thousand, and more than ten times that for ten thousand: few rounds. */
const WORKBOX_COUNT = 1000;
const WORKBOX_ROUNDS = 2;
/** Ten thousand at once: given up when it has taken so many times as long as ours. */
const MOST_TIMES = 350;
const OUTAGE_COUNT = 200;
const OUTAGE_MS = 3000;
const NAMES = ['ours', 'rxdb', 'pouchdb', 'workbox'] as const;
type Name = (typeof NAMES)[number];

export async function run(): Promise<BenchResult> {
	const path = peers();
	await buildIfStale();
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-drain-'));
	const profile = newProfile();
	const hub = await startHub();
	await openClasses(hub, Math.ceil(((ROUNDS + 1) * COUNT + OUTAGE_COUNT) / CLASS) + ROUNDS + 2);
	const peerHub = await startPeerHub(join(directory, 'peers.db'), path);
	const browser = await openQuietBrowser(profile);
	try {
		return await measure(await openStage(browser, hub, peerHub));
	} finally {
		await browser.close();
		await hub.stop();
		peerHub.child.disconnect();
		dropProfile(profile);
		rmSync(directory, { recursive: true, force: true });
	}
}

/** Classes enough for everybody: beside the running hub, into its data. */
async function openClasses(hub: RunningHub, count: number): Promise<void> {
	const opened = openSqlite(hub.dataDir);
	if (!opened.ok) throw new Error(opened.error);
	await opened.value.write(DEMO_VENUE, async (tx) => {
		const [model] = await tx.records.ofKinds(DEMO_VENUE, ['session']);
		const body = JSON.parse(model!.body!) as RecordBody<'session'>;
		const classes = Array.from({ length: count }, (_, n) => `${CLASSES}${n + 1}`);
		await tx.records.put(
			DEMO_VENUE,
			classes.map((id) =>
				checkedChange({ kind: 'session', id, body: { ...body, id } as RecordBody<'session'> }),
			),
		);
	});
	await opened.value.close();
}

interface PeerHub {
	readonly child: ChildProcess;
	readonly origin: string;
}

async function startPeerHub(database: string, path: (name: string) => string): Promise<PeerHub> {
	const child = fork(join(import.meta.dirname, 'drain/peer-hub.ts'), [database]);
	const [origin] = (await once(child, 'message')) as [string];
	child.once('exit', (code) => {
		if (code) throw new Error(`the peers’ hub ended with ${code}`);
	});
	const scripts: Record<string, string> = {
		'pouchdb-itself.js': readFileSync(path('pouchdb/dist/pouchdb.min.js'), 'utf8'),
	};
	for (const name of ['rxdb.js', 'pouchdb.ts', 'workbox.ts', 'workbox-worker.js'])
		scripts[name.replace('.ts', '.js')] = await bundle(name);
	const peerHub = { child, origin };
	await tell(peerHub, { scripts });
	return peerHub;
}

async function tell({ child }: PeerHub, what: object): Promise<void> {
	const heard = once(child, 'message');
	child.send(what);
	await heard;
}

/** A drainer in its page, and the hub behind it. */
interface Contender {
	fill(count: number): Promise<void>;
	/** Milliseconds. */
	drain(): Promise<number>;
	left(): Promise<number>;
	/** What its hub holds. */
	stored(): Promise<number>;
	/** The hub answers 503, or works again. */
	outage(isDown: boolean): Promise<void>;
}

async function openStage(
	browser: QuietBrowser,
	hub: RunningHub,
	peerHub: PeerHub,
): Promise<Record<Name, Contender>> {
	const contenders: Partial<Record<Name, Contender>> = {};
	for (const name of NAMES) {
		const isOurs = name === 'ours';
		const page = await browser.page(
			isOurs ? `${hub.origin}/manifest.webmanifest` : `${peerHub.origin}/page/${name}`,
		);
		// No script may be added to the hub's pages: the driver's evaluation is no part of them.
		if (isOurs) await page.evaluate(await bundle('ours.ts'));
		const token = new URL(hub.links.kiosk).searchParams.get('pair')!;
		contenders[name] = {
			fill: async (count) => void (await page.evaluate(`drainer.fill(${count}, '${token}')`)),
			drain: async () => {
				await page.toFront();
				return (await page.evaluate('drainer.drain()')) as number;
			},
			left: async () => (await page.evaluate('drainer.left()')) as number,
			stored: () => (isOurs ? Promise.resolve(entriesOf(hub)) : countOf(peerHub)),
			outage: (down) =>
				isOurs ? page.refuse(down ? '*/api/v1/sync/entries' : null) : tell(peerHub, { down }),
		};
	}
	return contenders as Record<Name, Contender>;
}

function entriesOf(hub: RunningHub): number {
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	try {
		return (database.prepare('SELECT COUNT(*) AS n FROM entry').get() as { n: number }).n;
	} finally {
		database.close();
	}
}

const countOf = async ({ origin }: PeerHub): Promise<number> =>
	(await (await fetch(`${origin}/count`)).json()) as number;

async function measure(stage: Record<Name, Contender>): Promise<BenchResult> {
	const times: Record<Name, number[]> = { ours: [], rxdb: [], pouchdb: [], workbox: [] };
	// Once for nothing: whatever compiles, compiles now.
	for (let round = -1; round < ROUNDS; round++)
		for (const name of NAMES) {
			if (name === 'workbox' && round >= WORKBOX_ROUNDS) continue;
			const took = await drainOnce(stage[name], name === 'workbox' ? WORKBOX_COUNT : COUNT);
			console.error(`round ${round + 1} of ${ROUNDS}: ${name} ${Math.round(took)} ms`);
			if (round >= 0) times[name].push(took);
		}
	const lost: Partial<Record<Name, number>> = {};
	for (const name of NAMES) lost[name] = await lostInOutage(stage[name]);
	const ours = median(times.ours);
	const atOnce = await drainWithin(stage.workbox, COUNT, MOST_TIMES * ours);
	const workboxMs = atOnce.ms;
	const goal = (ms: number): number => Math.round((ms / ours) * 10) / 10;
	const row = (name: Name, count: number, ms: number) => ({
		...{ client: name, 'check-ins': count, 'median ms': Math.round(ms) },
		'worst ms': Math.round(Math.max(ms, ...(count === COUNT ? times[name] : []))),
		'times ours': goal((ms * COUNT) / count),
		[`lost of ${OUTAGE_COUNT} in an outage`]: lost[name]!,
	});
	return {
		table: [
			row('ours', COUNT, ours),
			row('rxdb', COUNT, median(times.rxdb)),
			row('pouchdb', COUNT, median(times.pouchdb)),
			row('workbox', WORKBOX_COUNT, median(times.workbox)),
			{
				...row('workbox', COUNT, workboxMs),
				'worst ms': Math.round(workboxMs),
				...(atOnce.sent < COUNT ? { client: `workbox, given up: ${atOnce.sent} sent by then` } : {}),
			},
		],
		goals: { rxdb: goal(median(times.rxdb)), pouchdb: goal(median(times.pouchdb)), workbox: goal(workboxMs) },
		details: { times: Object.fromEntries(NAMES.map((name) => [name, times[name].map(Math.round)])), lost },
	};
}

/** As `drainOnce`, but no longer than `most` ms: what is then still cached stays where it is. */
async function drainWithin(
	contender: Contender,
	count: number,
	most: number,
): Promise<{ ms: number; sent: number }> {
	const before = await contender.stored();
	await contender.fill(count);
	const ms = await Promise.race([contender.drain(), sleep(most).then(() => most)]);
	return { ms, sent: (await contender.stored()) - before };
}

/** Every one of them must be at the hub, or the time means nothing. */
async function drainOnce(contender: Contender, count: number): Promise<number> {
	const before = await contender.stored();
	await contender.fill(count);
	const took = await contender.drain();
	const stored = (await contender.stored()) - before;
	if (stored !== count) throw new Error(`${stored} of ${count} check-ins are at the hub`);
	return took;
}

/** The hub answers 503 for a while. What is then neither cached nor at the hub is lost. */
async function lostInOutage(contender: Contender): Promise<number> {
	const before = await contender.stored();
	await contender.fill(OUTAGE_COUNT);
	await contender.outage(true);
	const draining = contender.drain();
	await sleep(OUTAGE_MS);
	await contender.outage(false);
	await draining;
	return OUTAGE_COUNT - (await contender.left()) - ((await contender.stored()) - before);
}
