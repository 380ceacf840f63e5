import type { SessionId } from '../../../src/lib/base/id.ts';
import { BOARD_KINDS } from '../../../src/lib/kiosk/cache/kinds.ts';
import { catalogueFrom } from '../../../src/lib/kiosk/cache/catalogue.ts';
import type { CacheDatabase } from '../../../src/lib/kiosk/cache/database.ts';
import { readMeta } from '../../../src/lib/kiosk/cache/database.ts';
import { readKinds, readRecord } from '../../../src/lib/kiosk/cache/records.ts';
import { createTrustKeeper } from '../../../src/lib/kiosk/trust.ts';
import { createVisits } from '../../../src/lib/kiosk/visit.ts';
import type { Catalogue } from '../../../src/lib/domain/catalogue.ts';
import type { Timing } from '../../../src/lib/domain/fact.ts';
import type { Entry } from '../../../src/lib/sync/entry.ts';
import type { Ledger } from '../../../src/lib/sync/ports.ts';
import { presenceId } from '../../../src/lib/sync/records.ts';
import { SESSIONS, type Person } from '../venue.ts';

/** Where people show their pass: the entry behind the tick, or null where no tick is shown. */
export interface Door {
	scan(person: Person): Promise<Entry | null>;
	/** Records have come down. */
	refresh(): Promise<void>;
}

export interface DoorDeps {
	readonly ledger: Ledger;
	readonly cache: CacheDatabase;
	readonly timing: () => Timing;
	readonly onWritten: () => void;
}

/** The kiosk's own visit with real passes. Costs a signature check a scan. */
export function realDoor({ ledger, cache, timing, onWritten }: DoorDeps): Door {
	let catalogue: Catalogue | null = null;
	let asOf: number | null = null;
	let last: Entry | null = null;
	const trust = createTrustKeeper(cache);
	const admit = createVisits({
		ledger: {
			movesOf: (memberId, since) => ledger.movesOf(memberId, since),
			async append(fact, at) {
				const written = await ledger.append(fact, at);
				last = written.ok ? written.entry : null;
				return written;
			},
		},
		...{ cache, timing, catalogue: () => catalogue, asOf: () => asOf, trust: trust.current, onWritten },
	});
	return {
		async scan({ pass }) {
			const judgement = await admit(pass, 'camera', null);
			return 'verdict' in judgement && judgement.verdict.outcome === 'admitted' ? last : null;
		},
		async refresh() {
			trust.forget();
			catalogue = catalogueFrom(await readKinds(cache, BOARD_KINDS));
			asOf = (await readMeta(cache, 'cursor'))?.asOf ?? null;
		},
	};
}

/** The same without passes, clocks and opening times: to the first class that the person is not in yet, as far as known here. */
export function bareDoor({ ledger, cache, timing, onWritten }: DoorDeps): Door {
	return {
		async scan({ memberId }) {
			const own = await ledger.movesOf(memberId, 0);
			const known = new Set<SessionId>(own.map((move) => move.sessionId));
			for (const sessionId of SESSIONS)
				if (await readRecord(cache, 'presence', presenceId(sessionId, memberId))) known.add(sessionId);
			const sessionId = SESSIONS.find((id) => !known.has(id));
			if (!sessionId) return null;
			const written = await ledger.append(
				{ kind: 'check-in', sessionId, memberId, serial: 1, channel: 'wedge', flags: [], staffId: null },
				timing(),
			);
			if (!written.ok) return null;
			onWritten();
			return written.entry;
		},
		refresh: async () => undefined,
	};
}
