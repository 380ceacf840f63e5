import type { Hub } from '../lib/server/hub.ts';
import { progressBar } from './progress.ts';

/** Set while the demo is being loaded, so that a start after a cut finishes what it finds half done. */
const LOADING = 'demo.loading';
const DAY_MS = 86_400_000;

/**
 * A hub without any venue gets the demo one, so that a newcomer has something to look at. One that has it is brought up to
 * today, now and every day from now on.
 */
export async function prepareDemo(hub: Hub): Promise<void> {
	const { DEMO_VENUE, loadDemo, refreshDemo } = await import('../lib/server/demo/load.ts');
	const mark = (value: string) => hub.storage.write(null, (tx) => tx.meta.set(LOADING, value));
	const venues = await hub.records.venues();
	const halfDone = (await hub.storage.read((tx) => tx.meta.get(LOADING))) === 'yes';
	if (venues.length === 0 || halfDone) {
		const bar = progressBar('  示范数据 Demo venue');
		await mark('yes');
		await loadDemo(hub, bar);
		await mark('no');
	} else if (!venues.includes(DEMO_VENUE)) return;
	await refreshDemo(hub, hub.clock.now());
	setInterval(() => void refreshDemo(hub, hub.clock.now()).catch(() => undefined), DAY_MS).unref();
}
