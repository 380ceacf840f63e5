import type { Hub } from '../lib/server/hub.ts';
import { progressBar } from './progress.ts';

/** Until when whoever loads the demo may take for it; `no` once it is loaded. So a start after a cut finishes what is half done. */
const LOADING = 'demo.loading';
const LEASE_MS = 20_000;
const DAY_MS = 86_400_000;

/**
 * A hub without any venue gets the demo one, so that a newcomer has something to look at. One that has it is brought up to
 * today, now and every day from now on.
 */
export async function prepareDemo(hub: Hub): Promise<void> {
	const { DEMO_VENUE, loadDemo, refreshDemo } = await import('../lib/server/demo/load.ts');
	let turn: Turn;
	while ((turn = await takeTurn(hub)) === 'wait') await new Promise((resolve) => setTimeout(resolve, 500));
	if (turn === 'load') {
		const lease = setInterval(() => void mark(hub, leased(hub)).catch(() => undefined), LEASE_MS / 4);
		await loadDemo(hub, progressBar('  示范数据 Demo venue')).finally(() => clearInterval(lease));
		await mark(hub, 'no');
	} else if (!(await hub.records.venues()).includes(DEMO_VENUE)) return;
	await refreshDemo(hub, hub.clock.now());
	setInterval(() => void refreshDemo(hub, hub.clock.now()).catch(() => undefined), DAY_MS).unref();
}

type Turn = 'load' | 'wait' | 'done';

/** Of several hubs that start at once on one database, one loads; the others wait until it has, or is gone. */
const takeTurn = (hub: Hub): Promise<Turn> =>
	hub.storage.write(null, async (tx): Promise<Turn> => {
		const loading = await tx.meta.get(LOADING);
		const underWay = loading !== null && loading !== 'no';
		if (!underWay && (await tx.records.venues()).length > 0) return 'done';
		// A hub with a file of its own is alone: what is under way there was cut off.
		if (underWay && hub.storage.kind !== 'sqlite' && Number(loading) > hub.clock.now()) return 'wait';
		await tx.meta.set(LOADING, leased(hub));
		return 'load';
	});

const leased = ({ clock }: Hub): string => String(clock.now() + LEASE_MS);

const mark = (hub: Hub, value: string): Promise<void> =>
	hub.storage.write(null, (tx) => tx.meta.set(LOADING, value));
