import type { OfferingId } from '../base/id.ts';
import { passFault, type AdmissionFacts, type RefusalReason } from '../domain/admission.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { correctedTime, isSeatFact, type Channel, type SeatFact, type Timing } from '../domain/fact.ts';
import { readPass, type Pass } from '../domain/pass.ts';
import { foldSeats, standingIn, type SeatEvent, type Standing } from '../domain/seats.ts';
import {
	decideSignUp,
	decideWithdrawal,
	type SignUpFacts,
	type SignUpVerdict,
	type WithdrawalVerdict,
} from '../domain/sign-up.ts';
import type { Tri } from '../domain/tri.ts';
import type { AppendFailure } from '../sync/ports.ts';
import type { LeaseBook } from './lease-book.ts';
import type { LeaseExchange } from './lease-exchange.ts';
import type { DexieLedger } from './ledger/dexie-ledger.ts';
import { within } from './patience.ts';
import type { Trust } from './trust.ts';
import { CACHE_PATIENCE_MS, gatherVisit, type VisitSources } from './visit-facts.ts';

export interface SignUpDeps extends VisitSources {
	readonly ledger: Pick<DexieLedger, 'append' | 'movesOf' | 'owed'>;
	readonly timing: () => Timing;
	readonly catalogue: () => Catalogue | null;
	readonly trust: () => Promise<Trust>;
	readonly book: LeaseBook;
	readonly ask: LeaseExchange['ask'];
	/** Looks for a seat and takes it before anybody else looks. */
	readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
	/** Told after each entry that was written. */
	readonly onWritten?: () => void;
}

export type SignUpAct = 'sign-up' | 'withdrawal';

/**
 * What came of it. `name` is masked, null where the roster does not know the person. `asked`: the hub has decided; else this
 * machine has, by what it holds.
 */
export type SignUpAnswer =
	| {
			readonly verdict: SignUpVerdict | WithdrawalVerdict;
			readonly name: string | null;
			readonly asked: boolean;
	  }
	| { readonly fault: RefusalReason }
	| { readonly failure: AppendFailure };

export type TakeSignUp = (
	text: string,
	channel: Channel,
	offeringId: OfferingId,
	act: SignUpAct,
) => Promise<SignUpAnswer>;

const CANNOT_TELL: SignUpAnswer = { fault: 'cannot-tell' };

/** Signs the holder of a pass up, or takes them off; the fact is written before anything is said. */
export const createSignUps =
	(deps: SignUpDeps): TakeSignUp =>
	async (text, channel, offeringId, act) => {
		const catalogue = deps.catalogue();
		const timing = deps.timing();
		const trust = await within(CACHE_PATIENCE_MS, deps.trust()).catch(() => null);
		if (!catalogue || !trust || trust.keys.length === 0) return CANNOT_TELL;
		const moment = { now: correctedTime(timing), uncertainty: timing.uncertainty };
		const reading = readPass(text, trust.keys, moment);
		const arrival = { catalogue, reading, revoked: trust.revoked, door: null, timing };
		const gathered = await gatherVisit(deps, arrival).catch(() => null);
		if (!gathered) return { failure: 'broken' };
		const { facts: visit, name } = gathered;
		const fault = passFault(visit);
		if (fault !== null) return { fault };
		if (!reading.ok) return { fault: reading.fault };
		const { pass } = reading;
		const told = await deps.ask({ act, offeringId, memberId: pass.memberId });
		const answer = told.ok ? (told.value.told ?? null) : null;
		return deps.inTurn(async () => {
			const verdict: SignUpVerdict | WithdrawalVerdict =
				answer ?? (await decideHere(deps, { act, offeringId, pass, visit, catalogue }));
			const asked = answer !== null;
			const fact = await factOf(deps, verdict, { pass, channel, offeringId, ...moment });
			if (fact === 'no-seat') return { verdict: { outcome: 'ask-desk', reason: 'full' }, name, asked };
			if (fact) {
				const written = await deps.ledger.append(fact, deps.timing());
				if (!written.ok) return { failure: written.failure };
				deps.onWritten?.();
			}
			return { verdict, name, asked };
		});
	};

interface Here {
	readonly act: SignUpAct;
	readonly offeringId: OfferingId;
	readonly pass: Pass;
	readonly visit: AdmissionFacts;
	readonly catalogue: Catalogue;
}

/** Without the hub: seats are those of the lease, and much is unknown. */
async function decideHere(deps: SignUpDeps, here: Here): Promise<SignUpVerdict | WithdrawalVerdict> {
	const { visit, catalogue, offeringId } = here;
	const { now, uncertainty } = visit;
	const sessions = [...catalogue.sessions.values()]
		.filter((session) => session.offeringId === offeringId && session.status === 'scheduled')
		.sort((a, b) => a.startsAt - b.startsAt);
	const policy = catalogue.offerings.get(offeringId)?.signUp ?? null;
	const facts: SignUpFacts = {
		...{ now, uncertainty, policy, barred: visit.barred, by: 'visitor' },
		nextStart: sessions.find(({ startsAt }) => startsAt > now)?.startsAt ?? null,
		lastEnd: sessions.reduce<number | null>((last, { endsAt }) => Math.max(last ?? 0, endsAt), null),
		standing: await standingHere(deps, here),
		free: await deps.book.leased(offeringId, now, uncertainty),
		...{ waiting: null, noShows: null, quotaFull: quotaHere(visit, policy?.quotas) },
		held: visit.enrolled && visit.waiting ? visit.enrolled.size + visit.waiting.size : null,
	};
	return here.act === 'sign-up' ? decideSignUp(facts) : decideWithdrawal(facts);
}

/** What the roster says, and what was written here since. Someone of whom nobody knows may ask for a seat: twice is once. */
async function standingHere(
	deps: SignUpDeps,
	{ act, offeringId, pass, visit }: Here,
): Promise<Standing | null> {
	const { memberId } = pass;
	const own = (await deps.ledger.owed()).flatMap(({ fact, entryId, timing }): SeatEvent[] => {
		const isTheirs = isSeatFact(fact) && fact.offeringId === offeringId && fact.memberId === memberId;
		return isTheirs ? [{ entryId, at: correctedTime(timing), fact }] : [];
	});
	const { enrolled, waiting } = visit;
	if (act === 'withdrawal' && own.length === 0 && (!enrolled || !waiting)) return null;
	const seats = foldSeats(own, enrolled?.has(offeringId) ? [{ memberId, at: 0 }] : []);
	const standing = standingIn(seats, memberId);
	if (own.length === 0 && waiting?.has(offeringId)) return { is: 'waiting', since: 0, place: 1 };
	return standing;
}

/** How many seats of a union's are taken is the hub's to know; who is of none that is limited needs no count. */
function quotaHere({ unions }: AdmissionFacts, quotas: Readonly<Record<string, number>> | undefined): Tri {
	if (!quotas) return 'no';
	return unions?.every((union) => quotas[union] === undefined) ? 'no' : 'unknown';
}

interface Said {
	readonly pass: Pass;
	readonly channel: Channel;
	readonly offeringId: OfferingId;
	readonly now: number;
	readonly uncertainty: number;
}

/** Null where there is nothing to write. A seat is given from the lease, whoever said that there is one. */
async function factOf(
	{ book }: SignUpDeps,
	verdict: SignUpVerdict | WithdrawalVerdict,
	{ pass, channel, offeringId, now, uncertainty }: Said,
): Promise<SeatFact | 'no-seat' | null> {
	const { memberId, serial } = pass;
	const whom = { offeringId, memberId, serial, channel, staffId: null };
	if (verdict.outcome === 'withdrawn') return { kind: 'withdrawal', ...whom };
	if (verdict.outcome === 'waiting') return { kind: 'sign-up', ...whom, seat: 'waits' };
	if (verdict.outcome !== 'seated') return null;
	const left = await book.leased(offeringId, now, uncertainty);
	return left > 0 ? { kind: 'sign-up', ...whom, seat: 'leased' } : 'no-seat';
}
