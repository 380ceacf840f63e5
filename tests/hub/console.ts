import { afterAll, beforeAll } from 'vitest';
import { ROLES, type Role } from '../../src/lib/domain/roles.ts';
import { buildIfStale } from './built.ts';
import { startHub, type RunningHub } from './harness.ts';
import { plainBrowser, type PlainBrowser } from './plain-browser.ts';
import { staffCookie } from './staff-twin.ts';

/** Long enough for a build. */
export const PATIENCE = 180_000;

/** The staff console over a real hub with the demo venue, for a whole file of tests: somebody of each role is signed in. */
export interface StaffConsole {
	/** From the first test on. */
	readonly hub: RunningHub;
	readonly cookies: ReadonlyMap<Role, string>;
	readonly browser: PlainBrowser;
}

export function staffConsole(): StaffConsole {
	let hub: RunningHub;
	const cookies = new Map<Role, string>();
	beforeAll(async () => {
		await buildIfStale();
		hub = await startHub();
		for (const role of ROLES) cookies.set(role, await staffCookie(hub.dataDir, role));
	}, PATIENCE);
	afterAll(async () => {
		await hub?.stop();
	});
	return {
		get hub() {
			return hub;
		},
		cookies,
		browser: plainBrowser(() => hub.origin),
	};
}
