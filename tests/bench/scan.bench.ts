import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright';
import { dropProfile, newProfile, openBrowser } from '../e2e/browser.ts';
import { enrolledPasses } from '../e2e/enrolled-passes.ts';
import { openPaired } from '../e2e/kiosk.ts';
import { newDataDir, startHub } from '../hub/harness.ts';
import { peers } from './peers.ts';
import { quantile, rounded, sum } from './quantile.ts';
import type { BenchResult } from './run.ts';
import { writeScanFilm, type Difficulty } from './scan/film.ts';
import { observe, sightings, type Sighting } from './scan/observer.ts';
import { PROBE, type ScanLog } from './scan/probe.ts';
import { BY_HAND, scanReaders, type ScanReader } from './scan/scan-peers.ts';

/**
 * A camera that shows a pass a second, easy and hard ones, to the real kiosk on a real hub: from the first frame in which a
 * pass can be seen to its text, and to its verdict, committed and painted. Readers take turns: \`npm run bench -- scan [CODES]\`.
 */
/** Of each film. Fewer give a 95th percentile by chance. */
const CODES = 24;
const VIDEOS: readonly Difficulty[] = ['easy', 'hard'];
/** A verdict later than this belongs to nobody. */
const PATIENCE = 1_400;

interface Tally {
	shown: number;
	readonly missed: Record<Difficulty, number>;
	/** By film and number of the code: how long after it could be seen, in ms. */
	readonly read: Map<string, number>;
	readonly durable: number[];
	readonly busy: number[];
}

export async function run(): Promise<BenchResult> {
	const codes = Number(process.argv[3] ?? CODES);
	const folder = mkdtempSync(join(tmpdir(), 'gongzhan-scan-'));
	const template = newDataDir();
	const hub = await startHub({ dataDir: template });
	const passes = await enrolledPasses(template, codes);
	await hub.stop();
	const films = Object.fromEntries(VIDEOS.map((video) => [video, join(folder, `${video}.mjpeg`)]));
	for (const video of VIDEOS) writeScanFilm(films[video]!, passes, video);
	const tallies = new Map<string, Tally>();
	try {
		for (const video of VIDEOS)
			for (const reader of scanReaders(peers())) {
				const tally = tallies.get(reader.name) ?? noTally();
				tallies.set(reader.name, tally);
				// The same venue each time, nobody in yet: the same passes are admitted anew.
				const dataDir = join(folder, 'data');
				cpSync(template, dataDir, { recursive: true });
				await watch(reader, films[video]!, video, passes, dataDir, tally);
				rmSync(dataDir, { recursive: true });
			}
	} finally {
		for (const each of [folder, template]) rmSync(each, { recursive: true, force: true });
	}
	return result(tallies);
}

const noTally = (): Tally => ({
	shown: 0,
	missed: { easy: 0, hard: 0 },
	read: new Map(),
	durable: [],
	busy: [],
});

/** One reader, one showing of a film. */
async function watch(
	reader: ScanReader,
	film: string,
	video: Difficulty,
	passes: readonly string[],
	dataDir: string,
	tally: Tally,
): Promise<void> {
	const hub = await startHub({ dataDir });
	const profile = newProfile();
	const browser = await openBrowser({ profile, film });
	await browser.context.addInitScript(PROBE);
	const page = await openPaired(browser, hub);
	const devtools = await browser.context.newCDPSession(page);
	await devtools.send('Page.setBypassCSP', { enabled: true });
	await page.reload();
	// The scanner's code comes after the board.
	await sleep(4_000);
	const observer = await browser.page();
	await observer.goto(`${hub.origin}/manifest.webmanifest`);
	await observe(observer);
	await page.bringToFront();
	await leadIn(observer);
	const startedAt = Date.now();
	await reader.start(page, passes);
	// What it takes to start is no part of watching.
	await sleep(2_500);
	const before = await busyTime(devtools);
	await lastCode(observer, passes.length, startedAt);
	await sleep(PATIENCE);
	const after = await busyTime(devtools);
	tally.busy.push((after.busy - before.busy) / (after.at - before.at));
	const log = await page.evaluate<ScanLog>('window.scanLog');
	const seen = (await sightings(observer)).filter(({ at }) => at > startedAt);
	settle(tally, video, passes, seen, log);
	await browser.close();
	await hub.stop();
	dropProfile(profile);
}

/** Resolves when the film has just begun anew: after the last code, while nothing is shown for long. */
async function leadIn(observer: Page): Promise<void> {
	for (;;) {
		const seen = (await sightings(observer)).at(-1);
		const since = seen ? Date.now() - seen.at : 0;
		if (seen?.scene === 0 && since > 700 && since < 1_500) return;
		await sleep(100);
	}
}

/** Resolves when the last code has been shown. However slowly: a busy machine plays a film late. */
async function lastCode(observer: Page, number: number, since: number): Promise<void> {
	for (;;) {
		const seen = await sightings(observer);
		const last = seen.findLastIndex(({ scene, at }) => scene === number && at > since);
		if (last >= 0 && last < seen.length - 1) return;
		await sleep(200);
	}
}

async function busyTime(devtools: CDPSession): Promise<{ at: number; busy: number }> {
	await devtools.send('Performance.enable');
	const { metrics } = await devtools.send('Performance.getMetrics');
	const of = (name: string): number => metrics.find((metric) => metric.name === name)!.value;
	return { at: of('Timestamp'), busy: of('TaskDuration') };
}

function settle(
	tally: Tally,
	video: Difficulty,
	passes: readonly string[],
	seen: readonly Sighting[],
	log: ScanLog,
): void {
	passes.forEach((text, i) => {
		const shown = seen.find(({ scene }) => scene === i + 1);
		if (!shown) return;
		tally.shown++;
		const read = log.read.find((each) => each.text === text && each.at >= shown.at - 50);
		if (!read || read.at > shown.at + PATIENCE) {
			tally.missed[video]++;
			return;
		}
		tally.read.set(`${video} ${i}`, read.at - shown.at);
		const painted = log.painted.find((at) => at >= read.at);
		const handing = log.handing.length > 0 ? sum(log.handing) / log.handing.length : 0;
		if (painted !== undefined && painted < read.at + PATIENCE)
			tally.durable.push(painted - shown.at - handing);
	});
}

function result(tallies: Map<string, Tally>): BenchResult {
	const of = (name: string) => tallies.get(name)!;
	const [ours, html5, byHand] = [of('gongzhan'), of('html5-qrcode'), of(BY_HAND)];
	const others = [...tallies].filter(([name]) => name !== 'gongzhan' && name !== BY_HAND);
	const ratio = (theirs: readonly number[], mine: readonly number[], share: number): number =>
		rounded(quantile(theirs, share) / quantile(mine, share));
	const times = ({ read }: Tally): number[] => [...read.values()];
	const percent = ({ busy }: Tally): number => rounded((sum(busy) / busy.length) * 100);
	// What it cannot read at all says nothing of how fast it reads.
	const readByBoth = [...ours.read].filter(([code]) => html5.read.has(code)).map(([, ms]) => ms);
	return {
		table: [...tallies].map(([reader, tally]) => ({
			reader,
			shown: tally.shown,
			'missed, easy': tally.missed.easy,
			'missed, hard': tally.missed.hard,
			'read p50 ms': rounded(quantile(times(tally), 0.5)),
			'read p95 ms': rounded(quantile(times(tally), 0.95)),
			'durable p50 ms': rounded(quantile(tally.durable, 0.5)),
			'durable p95 ms': rounded(quantile(tally.durable, 0.95)),
			'main thread %': percent(tally),
		})),
		goals: {
			p50: ratio(times(html5), readByBoth, 0.5),
			p95: ratio(times(html5), readByBoth, 0.95),
			durable: ratio(html5.durable, ours.durable, 0.5),
			missed: ours.missed.easy + ours.missed.hard,
			mainBusyPercent: rounded(percent(ours) - percent(byHand)),
		},
		details: {
			durableOf: Object.fromEntries(
				others.map(([name, { durable }]) => [name, ratio(durable, ours.durable, 0.5)]),
			),
		},
	};
}
