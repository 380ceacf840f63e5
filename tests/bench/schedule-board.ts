import type { CDPSession, Page } from 'playwright';
import { localDate } from '../../src/lib/domain/venue-time.ts';
import { dropProfile, newProfile, openBrowser } from '../e2e/browser.ts';
import { twinChanges } from '../e2e/twin-changes.ts';
import { busyVenue } from '../fixtures/busy-venue.ts';
import { startHub } from '../hub/harness.ts';
import { quantile, rounded } from './quantile.ts';

/**
 * The board of a house with 300 classes a day on a lobby display, painted and paged, beside an empty page in the same browser:
 * frames that come late, and what a frame costs the main thread.
 */
const CLASSES = 300;
const ROUNDS = 3;
/** Three pages turn in it, and the clock moves with each second. */
const ROUND_MS = 28_000;
const LATE_MS = 25;
const FRAME_US = 1_000_000 / 60;
const ZONE = 'Asia/Shanghai';

export interface BoardPart {
	readonly table: readonly Record<string, string | number>[];
	readonly goals: { readonly gapsOver25ms: number; readonly workP99Ms: number };
	readonly details: Record<string, unknown>;
}

interface Measured {
	readonly gaps: number;
	/** Main-thread work of each frame, ms. */
	readonly work: readonly number[];
}

export async function measureBoard(): Promise<BoardPart> {
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	try {
		const first = await browser.page({ width: 1920, height: 1080 });
		await first.goto(hub.links.lobby);
		await first.locator('.lobby').waitFor();
		await first.close();
		const page = await browser.page({ width: 1920, height: 1080 });
		const twin = await twinChanges(page, () => Date.now());
		const day = (offset: number) => ({
			...{ date: localDate(Date.now() + offset * 86_400_000, ZONE), classes: CLASSES },
		});
		// A term behind and ahead of it: a board looks for its day among all of them.
		twin.set(
			busyVenue(
				'house',
				ZONE,
				Array.from({ length: 100 }, (_, n) => day(n - 50)),
			),
		);
		const cdp = await page.context().newCDPSession(page);
		// Thirty thousand records come once: what is measured is a display that hangs on its wall.
		await page.goto(`${hub.origin}/lobby`);
		await page.locator('[data-session]').first().waitFor();
		await page.waitForTimeout(25_000);
		const empty: Measured[] = [];
		const board: Measured[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			await page.goto(`${hub.origin}/manifest.webmanifest`);
			empty.push(await measure(page, cdp));
			await page.goto(`${hub.origin}/lobby`);
			await page.locator('[data-session]').first().waitFor();
			// Until all that is fetched once has been fetched.
			await page.waitForTimeout(8000);
			board.push(await measure(page, cdp));
		}
		const gaps = (all: readonly Measured[]) => all.reduce((total, { gaps }) => total + gaps, 0);
		const p99 = (all: readonly Measured[]) =>
			rounded(
				quantile(
					all.flatMap(({ work }) => work),
					0.99,
				),
			);
		const row = (name: string, all: readonly Measured[]) => ({
			...{ page: name, 'gaps over 25 ms': gaps(all), 'work p99 ms': p99(all) },
			'worst frame ms': rounded(Math.max(...all.flatMap(({ work }) => work))),
		});
		return {
			table: [row('empty', empty), row(`board of ${CLASSES} classes a day`, board)],
			goals: { gapsOver25ms: Math.max(0, gaps(board) - gaps(empty)), workP99Ms: p99(board) },
			details: { gapsOver25msEmpty: gaps(empty), gapsOver25msBoard: gaps(board) },
		};
	} finally {
		await browser.close();
		dropProfile(profile);
		await hub.stop();
	}
}

async function measure(page: Page, cdp: CDPSession): Promise<Measured> {
	const events = await traced(cdp, () =>
		page.evaluate(
			({ forMs, late }) =>
				new Promise<number>((resolve) => {
					const start = performance.now();
					let [before, gaps] = [start, 0];
					requestAnimationFrame(function on(now) {
						if (now - before > late) gaps++;
						before = now;
						if (now - start < forMs) requestAnimationFrame(on);
						else resolve(gaps);
					});
				}),
			{ forMs: ROUND_MS, late: LATE_MS },
		),
	);
	return { gaps: events.value, work: workByFrame(events.trace) };
}

interface TraceEvent {
	readonly name: string;
	readonly pid: number;
	readonly tid: number;
	/** Microseconds. */
	readonly ts: number;
	readonly dur?: number;
	/** The same by the thread's own clock: what the task worked, and not how long others kept it waiting. */
	readonly tdur?: number;
	readonly args?: { readonly name?: string };
}

async function traced<T>(
	cdp: CDPSession,
	work: () => Promise<T>,
): Promise<{ value: T; trace: TraceEvent[] }> {
	const trace: TraceEvent[] = [];
	const take = ({ value }: { value: object[] }): void => void trace.push(...(value as TraceEvent[]));
	cdp.on('Tracing.dataCollected', take);
	await cdp.send('Tracing.start', {
		transferMode: 'ReportEvents',
		traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline', 'toplevel'] },
	});
	const value = await work();
	const done = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve));
	await cdp.send('Tracing.end');
	await done;
	cdp.off('Tracing.dataCollected', take);
	return { value, trace };
}

/** What the tasks of the busiest page's main thread took in each frame's time. */
function workByFrame(trace: readonly TraceEvent[]): number[] {
	const mains = trace.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
	const tasks = trace.filter(({ name, dur }) => name === 'RunTask' && dur !== undefined);
	const ofThread = mains.map(({ pid, tid }) => tasks.filter((task) => task.pid === pid && task.tid === tid));
	const busiest = ofThread.sort((a, b) => b.length - a.length)[0] ?? [];
	if (busiest.length === 0) throw new Error('the trace tells of no task on a main thread');
	const start = Math.min(...busiest.map(({ ts }) => ts));
	const frames = new Array<number>(Math.ceil((ROUND_MS * 1000) / FRAME_US)).fill(0);
	for (const { ts, dur, tdur } of busiest) {
		const frame = Math.floor((ts - start) / FRAME_US);
		if (frame < frames.length) frames[frame]! += (tdur ?? dur!) / 1000;
	}
	return frames;
}
