import { systemClock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';

/** A hub's services on its data, also while it runs: for what only staff or time would do. */
export async function besideHub<T>(dataDir: string, work: (hub: Hub) => Promise<T>): Promise<T> {
	const config = readConfig({ DATA_DIR: dataDir });
	if (!config.ok) throw new Error(config.error.join('; '));
	const log = makeLog('error');
	const opened = await openHub(config.value, { clock: systemClock, random: systemRandom, log });
	if (!opened.ok) throw new Error(opened.error);
	try {
		return await work(opened.value);
	} finally {
		await opened.value.close();
	}
}
