import type { EntryId } from '../base/id.ts';
import type { Emergency, EmergencyFact } from './emergency-shapes.ts';

export type { Emergency, EmergencyFact, EmergencyKind } from './emergency-shapes.ts';

/** What becomes of emergency messages. Apart from their shapes: the first screen needs this, and no schema. */
const MINUTE = 60_000;

/** A fact about an emergency, at its corrected time. */
export interface ToldEmergency {
	readonly entryId: EntryId;
	readonly at: number;
	readonly fact: EmergencyFact;
}

/**
 * What facts make of one emergency, in whatever order they are given. `published`: what is known of it otherwise, if
 * anything. Null where it was ended, but never raised as far as anybody knows. `now` bounds what a clock that is ahead says.
 */
export function foldEmergency(
	facts: readonly ToldEmergency[],
	published: Emergency | null,
	now = Infinity,
): Emergency | null {
	const inTime = [...facts].sort((a, b) => a.at - b.at || (a.entryId < b.entryId ? -1 : 1));
	const raised = inTime.find(({ fact }) => fact.kind === 'emergency-raised');
	const known = published ?? (raised ? fromFact(raised, now) : null);
	if (!known || known.endedAt !== undefined) return known;
	const ended = inTime.find(({ fact }) => fact.kind === 'emergency-ended');
	return ended ? { ...known, endedAt: Math.min(ended.at, now) } : known;
}

function fromFact({ at, fact }: ToldEmergency, now: number): Emergency | null {
	if (fact.kind !== 'emergency-raised') return null;
	const from = Math.min(at, now);
	const { emergencyId: id, what, checkIn, minutes } = fact;
	return { id, what, checkIn, from, until: from + minutes * MINUTE };
}

export const isOver = ({ until, endedAt }: Emergency, now: number): boolean =>
	endedAt !== undefined || now >= until;

/**
 * The one that a screen shows at `now`: of several the last. `own`: what this device has written of late, which the hub may
 * not know yet.
 */
export function emergencyAt(
	published: Iterable<Emergency>,
	own: readonly ToldEmergency[],
	now: number,
): Emergency | null {
	const known = new Map([...published].map((emergency) => [emergency.id, emergency]));
	for (const id of new Set(own.map(({ fact }) => fact.emergencyId))) {
		const facts = own.filter(({ fact }) => fact.emergencyId === id);
		const folded = foldEmergency(facts, known.get(id) ?? null);
		if (folded) known.set(id, folded);
	}
	return (
		[...known.values()]
			.filter((emergency) => !isOver(emergency, now))
			.sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1))[0] ?? null
	);
}
