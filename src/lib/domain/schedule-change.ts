import { canonicalJson, type Json } from '../base/canonical.ts';
import { hashText } from '../base/digest.ts';
import type { RoomId, SessionId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Catalogue } from './catalogue.ts';
import { clashesOf, type Clash } from './clashes.ts';
import type { Session, Teacher } from './course.ts';
import type { Text } from './text.ts';

/** What staff do to a schedule, and what becomes of the sessions. Pure: the hub publishes what it says. */
export type ScheduleChange =
	/** To another room, another time or both; what is left out stays. */
	| {
			readonly do: 'move';
			readonly sessionId: SessionId;
			readonly roomId?: RoomId;
			/** The length stays as it is, unless `endsAt` says otherwise. */
			readonly startsAt?: number;
			readonly endsAt?: number;
			readonly reason?: Text;
	  }
	| { readonly do: 'cancel'; readonly sessionId: SessionId; readonly reason: Text }
	| { readonly do: 'reinstate'; readonly sessionId: SessionId }
	/** Null: the offering's own teacher again. */
	| {
			readonly do: 'substitute';
			readonly sessionId: SessionId;
			readonly teacher: Teacher | null;
			readonly reason?: Text;
	  }
	/** An extra session, or any that is not there yet. */
	| { readonly do: 'add'; readonly session: Session }
	/** One that nobody was told of, or that was put up by mistake; what people came to is cancelled instead. */
	| { readonly do: 'remove'; readonly sessionId: SessionId };

export type ChangeFault =
	| 'no-such-session'
	| 'no-such-room'
	| 'no-such-offering'
	| 'taken-id'
	| 'ends-before-it-begins'
	| 'longer-than-a-day'
	| 'over-already'
	| 'has-people';

/** One session before and after; null where there is none. */
export interface SessionChange {
	readonly id: SessionId;
	readonly before: Session | null;
	readonly after: Session | null;
}

export interface Planned {
	readonly changes: readonly SessionChange[];
	/** What the sessions would run into: shown before anything is saved. */
	readonly clashes: readonly Clash[];
}

const DAY = 86_400_000;

/** What the changes, one after the other, would make of the schedule at `now`. Nothing is done where one of them cannot be. */
export function planChanges(
	catalogue: Catalogue,
	wanted: readonly ScheduleChange[],
	now: number,
): Result<Planned, { readonly at: number; readonly fault: ChangeFault }> {
	const after = new Map<SessionId, Session | null>();
	const current = (id: SessionId): Session | null =>
		(after.has(id) ? after.get(id) : catalogue.sessions.get(id)) ?? null;
	for (const [at, change] of wanted.entries()) {
		const done = applyChange(catalogue, current, change, now);
		if (!done.ok) return err({ at, fault: done.error });
		after.set(change.do === 'add' ? change.session.id : change.sessionId, done.value);
	}
	const changes = [...after].flatMap(([id, session]): SessionChange[] => {
		const before = catalogue.sessions.get(id) ?? null;
		return isSame(before, session) ? [] : [{ id, before, after: session }];
	});
	return ok(withClashes(catalogue, changes));
}

function withClashes(catalogue: Catalogue, changes: readonly SessionChange[]): Planned {
	const put = changes.flatMap((change) => change.after ?? []);
	const gone = new Set(changes.filter((change) => !change.after).map(({ id }) => id));
	const others = [...catalogue.sessions.values()].filter(({ id }) => !gone.has(id));
	return { changes, clashes: clashesOf(put, others, catalogue.offerings) };
}

/** Whatever the order of their members: what is stored has its schema's, what was just made has not. */
export const isSame = (a: object | null, b: object | null): boolean =>
	canonicalJson(a as Json) === canonicalJson(b as Json);

/** Stands for exactly these changes: what a preview showed is what is done, or nothing. */
export const markOf = (changes: readonly SessionChange[]): string =>
	hashText(canonicalJson(changes as unknown as Json));

/** Also who has left again. */
export function cameTo({ tallies }: Pick<Catalogue, 'tallies'>, id: SessionId): number {
	const tally = tallies.get(id);
	return tally?.came ?? tally?.present ?? 0;
}

const hadPeople = (catalogue: Catalogue, id: SessionId): boolean => cameTo(catalogue, id) > 0;

function applyChange(
	catalogue: Catalogue,
	current: (id: SessionId) => Session | null,
	change: ScheduleChange,
	now: number,
): Result<Session | null, ChangeFault> {
	if (change.do === 'add')
		return current(change.session.id) ? err('taken-id') : checked(catalogue, change.session);
	const session = current(change.sessionId);
	if (!session) return err('no-such-session');
	if (change.do === 'remove') return hadPeople(catalogue, session.id) ? err('has-people') : ok(null);
	if (session.endsAt <= now && change.do !== 'substitute') return err('over-already');
	if (change.do === 'move') return checked(catalogue, moved(session, change));
	const { reason: _reason, substitute: _substitute, ...bare } = session;
	const kept = session.substitute ? { substitute: session.substitute } : {};
	if (change.do === 'cancel') return ok({ ...bare, ...kept, status: 'cancelled', reason: change.reason });
	if (change.do === 'reinstate') return ok({ ...bare, ...kept, status: 'scheduled' });
	return ok({
		...bare,
		...(change.teacher ? { substitute: change.teacher } : {}),
		...(change.reason ? { reason: change.reason } : {}),
	});
}

/** Where and when it was first announced stays on it, until it is back there. */
function moved(session: Session, change: Extract<ScheduleChange, { do: 'move' }>): Session {
	const { movedFrom, announcedAt, reason, ...rest } = session;
	const firstRoom = movedFrom ?? session.roomId;
	const firstStart = announcedAt ?? session.startsAt;
	const roomId = change.roomId ?? session.roomId;
	const startsAt = change.startsAt ?? session.startsAt;
	const endsAt = change.endsAt ?? startsAt + (session.endsAt - session.startsAt);
	const isElsewhere = roomId !== firstRoom || startsAt !== firstStart;
	const why = change.reason ?? (isElsewhere ? reason : undefined);
	return {
		...{ ...rest, roomId, startsAt, endsAt },
		...(roomId === firstRoom ? {} : { movedFrom: firstRoom }),
		...(startsAt === firstStart ? {} : { announcedAt: firstStart }),
		...(why ? { reason: why } : {}),
	};
}

function checked({ rooms, offerings }: Catalogue, session: Session): Result<Session, ChangeFault> {
	if (!offerings.has(session.offeringId)) return err('no-such-offering');
	if (!rooms.has(session.roomId)) return err('no-such-room');
	if (session.endsAt <= session.startsAt) return err('ends-before-it-begins');
	return session.endsAt - session.startsAt > DAY ? err('longer-than-a-day') : ok(session);
}

/** Why one of them cannot be taken back; null where it can. */
export function undoFault(
	catalogue: Catalogue,
	{ id, before, after }: SessionChange,
): ChangeFault | 'changed-since' | null {
	if (!isSame(catalogue.sessions.get(id) ?? null, after)) return 'changed-since';
	if (!before) return hadPeople(catalogue, id) ? 'has-people' : null;
	const back = checked(catalogue, before);
	return back.ok ? null : back.error;
}

/**
 * What takes these changes back, and what the sessions would then run into. Refused where something has been changed since, which
 * that would overrule, or where people have come to what it would remove.
 */
export function planUndo(
	catalogue: Catalogue,
	made: readonly SessionChange[],
): Result<Planned, ChangeFault | 'changed-since'> {
	for (const change of made) {
		const fault = undoFault(catalogue, change);
		if (fault) return err(fault);
	}
	const changes = made.map(({ id, before, after }) => ({ id, before: after, after: before }));
	const planned = withClashes(catalogue, changes);
	const together = new Set(made.map(({ id }) => id));
	// Two that go back together stood like this before, and somebody had seen it.
	const clashes = planned.clashes.filter((clash) => !together.has(clash.with));
	return ok({ changes, clashes });
}
