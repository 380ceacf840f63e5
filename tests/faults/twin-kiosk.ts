import { setTimeout as sleep } from 'node:timers/promises';
import { toHex } from '../../src/lib/base/bytes.ts';
import { systemClock } from '../../src/lib/base/clock.ts';
import { asId, type MemberId, type OutboxId, type SessionId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { createHubClient } from '../../src/lib/kiosk/hub-client.ts';
import { createHubClock } from '../../src/lib/kiosk/hub-clock.ts';
import { createSyncLoop } from '../../src/lib/kiosk/sync-loop.ts';
import type { Entry } from '../../src/lib/sync/entry.ts';
import { createMemoryLedger } from '../contract/memory-ledger.ts';
import type { DeviceTwin } from '../hub/device-twin.ts';
import type { Dice } from '../simulation/dice.ts';
import type { Promised } from './books.ts';

/** The kiosk's own sync code, without a browser around it. */
export interface TwinKiosk extends Promised {
	/** Checks people in and sends, until `signal` aborts. */
	run(signal: AbortSignal): Promise<void>;
	/** Sends what is left; true once the hub has said that it holds the same. */
	settle(withinMs: number): Promise<boolean>;
}

export interface TwinKioskDeps {
	readonly device: DeviceTwin;
	/** Where it believes the hub to be. */
	readonly origin: string;
	readonly sessionId: SessionId;
	readonly chance: Dice;
}

/** A kiosk gives the hub 15 s; waits between attempts are shortened as much. */
const PATIENCE_MS = 1500;
const HASTE = 10;

export function createTwinKiosk({ device, origin, sessionId, chance }: TwinKioskDeps): TwinKiosk {
	const { venueId } = device;
	const outboxId = asId<OutboxId>(toHex(systemRandom.bytes(16)));
	const ledger = createMemoryLedger({ venueId, outboxId });
	const entries: Entry[] = [];
	let { cookie } = device;
	const browser: typeof fetch = async (url, init) => {
		const answer = await fetch(url, { ...init, headers: { ...init?.headers, cookie } });
		cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
		return answer;
	};
	let cursor = 0;
	const clock = createHubClock(systemClock, systemRandom);
	const hub = createHubClient({ origin, clock, fetch: browser, patience: PATIENCE_MS }, device);
	const loop = createSyncLoop({
		...{ ledger, hub, signer: device, chance: () => chance.next() },
		mono: () => performance.now() * HASTE,
		pull: async () => {
			const answer = await hub.changesSince(cursor);
			if (!answer.ok) return answer;
			({ cursor } = answer.value);
			return { ok: true, value: null };
		},
	});

	return {
		...{ outboxId, entries, receipts: new Map() },
		async run(signal) {
			while (!signal.aborted) {
				// People come whether the network answers or not.
				const written = await ledger.append(anyone(sessionId), clock.timing());
				if (written.ok) entries.push(written.entry);
				void loop.nudge();
				await sleep(chance.between(5, 120));
				void loop.tick();
			}
		},
		async settle(withinMs) {
			for (const end = performance.now() + withinMs; performance.now() < end; await sleep(50)) {
				await loop.hurry();
				const { cached, head, hubHead } = await ledger.status();
				if (cached === 0 && hubHead?.hash === head.hash) return true;
			}
			return false;
		},
	};
}

const anyone = (sessionId: SessionId) => ({
	...{ kind: 'check-in' as const, sessionId, memberId: asId<MemberId>(toHex(systemRandom.bytes(8))) },
	...{ serial: 1, channel: 'camera' as const, flags: [], staffId: null },
});
