import { systemClock } from '../../base/clock.ts';
import { systemRandom } from '../../base/random.ts';
import { openHub } from '../compose.ts';
import { readConfig } from '../config.ts';
import { makeLog } from '../log.ts';
import type { Hosted } from './handoff.ts';

/** Under `vite dev` nobody offers a hub, so the app opens DATA_DIR itself. Run `npm start` once before, to fill it. */
export async function openDevHub(): Promise<Hosted> {
	const config = readConfig(process.env);
	if (!config.ok) throw new Error(config.error.join('; '));
	const log = makeLog('info');
	const hub = await openHub(config.value, { clock: systemClock, random: systemRandom, log });
	if (!hub.ok) throw new Error(hub.error);
	return { hub: hub.value, log, stopping: new AbortController().signal, publicOrigin: config.value.origin };
}
