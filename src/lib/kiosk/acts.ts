import type { Catalogue } from '../domain/catalogue.ts';
import type { CacheDatabase } from './cache/database.ts';
import { doorOf } from './cache/watch.ts';
import type { HubClock } from './hub-clock.ts';
import type { LeaseBook } from './lease-book.ts';
import type { LeaseExchange } from './lease-exchange.ts';
import type { DexieLedger } from './ledger/dexie-ledger.ts';
import type { Paired } from './ledger/paired.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createSecondThoughts, type Accept } from './second-thought.ts';
import { createSignUps, type TakeSignUp } from './sign-up.ts';
import type { TrustKeeper } from './trust.ts';
import { createVisits, type Admit } from './visit.ts';

export interface ActsDeps {
	readonly cache: CacheDatabase;
	readonly paired: Pick<Paired, 'deviceId'>;
	readonly clock: HubClock;
	readonly catalogue: () => Catalogue | null;
	readonly asOf: () => number | null;
}

/** What visitors do at a kiosk. Each writes its fact, and only then is anything said. */
export interface Acts {
	readonly admit: Admit;
	readonly accept: Accept;
	readonly signUp: TakeSignUp;
}

export function createActs(
	{ cache, paired, clock, catalogue, asOf }: ActsDeps,
	ledger: DexieLedger,
	trust: TrustKeeper,
	{ book, ask }: LeaseExchange & { readonly book: LeaseBook },
	onWritten: () => void,
): Acts {
	const { timing } = clock;
	/** A seat that is left is given away once: whoever looks for one waits for whoever is about to take it. */
	const inTurn = oneAtATime();
	const shared = { ledger, cache, timing, catalogue, asOf, trust: trust.current, onWritten };
	const admit = createVisits({ ...shared, leased: book.leased, door: () => doorOf(cache, paired.deviceId) });
	return {
		admit: (...visit) => inTurn(() => admit(...visit)),
		signUp: createSignUps({ ...shared, book, ask, inTurn }),
		accept: createSecondThoughts({ ledger, timing, onWritten }),
	};
}
