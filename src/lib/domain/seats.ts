import type { EntryId, MemberId } from '../base/id.ts';
import type { SeatFact } from './fact.ts';

/** A fact about seats as the fold sees it. */
export interface SeatEvent {
	readonly entryId: EntryId;
	/** Corrected time, milliseconds. */
	readonly at: number;
	readonly fact: SeatFact;
}

/** Someone whom a roster import put on the list, and when it first did. */
export interface ImportedSeat {
	readonly memberId: MemberId;
	readonly at: number;
}

/** How somebody stands with an offering. `place`: 1 is next. */
export type Standing =
	| { readonly is: 'none' }
	| { readonly is: 'seated'; readonly since: number }
	| { readonly is: 'waiting'; readonly since: number; readonly place: number };

/** One person's sign-up as it stands now. */
export interface SignUpState {
	readonly memberId: MemberId;
	readonly status: 'seated' | 'waiting' | 'withdrawn';
	/** Corrected time at which it became so. */
	readonly at: number;
	/** The fact that made it so; null for an import. */
	readonly entryId: EntryId | null;
}

export interface Seats {
	/** Everybody of whom there is anything to say. */
	readonly states: ReadonlyMap<MemberId, SignUpState>;
	/** Who has a seat: more than there are where staff or kiosks gave more away. */
	readonly seated: readonly MemberId[];
	/** Who waits, in fair order: by corrected time, then by entry. */
	readonly queue: readonly MemberId[];
}

type Step = { readonly at: number; readonly key: string } & (
	| { readonly kind: 'import'; readonly memberId: MemberId }
	| { readonly kind: 'fact'; readonly event: SeatEvent }
);

const inOrder = (a: { at: number; key: string }, b: { at: number; key: string }): number =>
	a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/**
 * Seats and queue of an offering from all that is known of it. The result depends on the set, never on the order of arrival.
 * A seat that somebody was told of stays theirs until they withdraw: nobody is thrown out by what arrives later.
 */
export function foldSeats(events: readonly SeatEvent[], imports: readonly ImportedSeat[]): Seats {
	const steps: Step[] = [
		...imports.map(({ memberId, at }) => ({ kind: 'import' as const, memberId, at, key: '' })),
		...events.map((event) => ({ kind: 'fact' as const, event, at: event.at, key: event.entryId })),
	];
	const states = new Map<MemberId, SignUpState>();
	for (const step of steps.sort(inOrder)) {
		const memberId = step.kind === 'import' ? step.memberId : step.event.fact.memberId;
		const status = statusAfter(states.get(memberId)?.status ?? 'withdrawn', step);
		if (status === states.get(memberId)?.status || (status === 'withdrawn' && !states.has(memberId)))
			continue;
		const entryId = step.kind === 'import' ? null : step.event.entryId;
		states.set(memberId, { memberId, status, at: step.at, entryId });
	}
	const inTurn = [...states.values()].sort((a, b) =>
		inOrder({ at: a.at, key: a.entryId ?? a.memberId }, { at: b.at, key: b.entryId ?? b.memberId }),
	);
	const having = (status: SignUpState['status']): MemberId[] =>
		inTurn.filter((state) => state.status === status).map(({ memberId }) => memberId);
	return { states, seated: having('seated'), queue: having('waiting') };
}

/**
 * Who had a seat at an instant. A class's first list counts from ever, unless people signed up before: it tells who was
 * expected all along, and was only handed in late.
 */
export function seatedAt(
	events: readonly SeatEvent[],
	imports: readonly ImportedSeat[],
	at: number,
): ReadonlySet<MemberId> {
	const first = imports.reduce((least, one) => Math.min(least, one.at), Infinity);
	const isFirst = events.every((event) => event.at >= first);
	const known = events.filter((event) => event.at <= at);
	const listed = imports.filter((one) => one.at <= at || (isFirst && one.at === first));
	return new Set(foldSeats(known, listed).seated);
}

function statusAfter(before: SignUpState['status'], step: Step): SignUpState['status'] {
	if (step.kind === 'import') return 'seated';
	const { fact } = step.event;
	if (fact.kind === 'withdrawal') return 'withdrawn';
	if (fact.seat === 'leased' || fact.seat === 'given') return 'seated';
	if (fact.seat === 'waits') return before === 'seated' ? 'seated' : 'waiting';
	// Whoever had withdrawn by then, as it turned out, does not move up.
	return before === 'waiting' ? 'seated' : before;
}

/** When something happens that is done knowing of this state: after it, however far ahead the clock was that it came from. */
export const notBefore = (state: SignUpState | undefined, now: number): number =>
	state ? Math.max(now, state.at + 1) : now;

export function standingIn({ states, queue }: Seats, memberId: MemberId): Standing {
	const state = states.get(memberId);
	if (!state || state.status === 'withdrawn') return { is: 'none' };
	if (state.status === 'seated') return { is: 'seated', since: state.at };
	return { is: 'waiting', since: state.at, place: queue.indexOf(memberId) + 1 };
}

/** What each union has and may have. */
export interface Quotas {
	readonly quotas: Readonly<Record<string, number>> | undefined;
	/** Somebody's union and all above it. */
	readonly unionsOf: (memberId: MemberId) => readonly string[];
}

/** Are the seats of one of these unions all taken? A union's quota counts everybody of it and below it. */
export function isQuotaFull(
	seated: readonly MemberId[],
	unions: readonly string[],
	{ quotas, unionsOf }: Quotas,
): boolean {
	return unions.some((union) => {
		const most = quotas?.[union];
		return most !== undefined && seated.filter((one) => unionsOf(one).includes(union)).length >= most;
	});
}

/** Who of the queue moves up onto `free` seats: the first whose union has a seat left, then the next. */
export function nextUp(
	{ seated, queue }: Pick<Seats, 'seated' | 'queue'>,
	free: number,
	quotas: Quotas,
): MemberId[] {
	const taken = [...seated];
	const up: MemberId[] = [];
	for (const memberId of queue) {
		if (up.length >= free) break;
		if (isQuotaFull(taken, quotas.unionsOf(memberId), quotas)) continue;
		taken.push(memberId);
		up.push(memberId);
	}
	return up;
}
