import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { sessionStatement } from '../../src/lib/sync/wire.ts';
import type { TestKiosk } from '../hub/outbox-twin.ts';

/** A hub in this process, over a data directory that no other process has open, or a database. */
export async function openHubHere(dataDir: string, databaseUrl: string | null = null): Promise<Hub> {
	const config = { host: '127.0.0.1', port: 0, dataDir, databaseUrl, origin: null, tls: null };
	const opened = await openHub(config, { clock: systemClock, random: systemRandom, log: makeLog('silent') });
	if (!opened.ok) throw new Error(opened.error);
	return opened.value;
}

/** The header that a paired kiosk sends. */
export async function cookieOf(hub: Hub, kiosk: TestKiosk): Promise<string> {
	const { id } = kiosk.device;
	const challenge = hub.devices.challenge(id);
	const opened = await hub.devices.openSession(id, challenge, kiosk.sign(sessionStatement(id, challenge)));
	if (!opened.ok) throw new Error(opened.error);
	return `gz_device=${opened.value.token}`;
}

/** Memory in MB and processor time in ms of a process, as Linux tells them. */
export function usageOf(pid: number): { mb: number; cpuMs: number } {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const [, after] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ') as [string, string];
	const fields = after.split(' ');
	return {
		mb: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024),
		cpuMs: 10 * (Number(fields[11]) + Number(fields[12])),
	};
}

/** Calls `look` every `ms` until stopped. */
export function every(ms: number, look: () => void | Promise<void>): { stop(): Promise<void> } {
	let on = true;
	const loop = (async () => {
		for (; on; await sleep(ms)) await look();
	})();
	return {
		async stop() {
			on = false;
			await loop;
		},
	};
}
