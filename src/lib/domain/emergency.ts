import * as v from 'valibot';
import type { EmergencyId, EntryId, StaffId } from '../base/id.ts';
import { hexId, Instant, integer } from './shapes.ts';
import { shortText } from './text.ts';

/**
 * An emergency message takes over every screen of a venue until it is over. It cannot be raised without an end, and what
 * was ended stays so, whatever arrives later.
 */

/** What everybody is to do; words and help for each are in the dictionaries. A kiosk has no keyboard to type others. */
export const EMERGENCIES = ['evacuate', 'shelter', 'medical', 'weather', 'closure'] as const;
export type EmergencyKind = (typeof EMERGENCIES)[number];

export const MOST_MINUTES = 12 * 60;
export const LEAST_MINUTES = 5;
const MINUTE = 60_000;

const what = v.picklist(EMERGENCIES);
const minutes = integer(LEAST_MINUTES, MOST_MINUTES);
const emergencyId = hexId<EmergencyId>(8);

/** Staff raised it at a device, whether the hub was there or not. */
export const EmergencyRaisedSchema = v.object({
	kind: v.literal('emergency-raised'),
	emergencyId,
	what,
	/** Check-in goes on meanwhile. */
	checkIn: v.boolean(),
	/** How long it stands, from the moment of the fact. */
	minutes,
	staffId: hexId<StaffId>(8),
});
export type EmergencyRaised = v.InferOutput<typeof EmergencyRaisedSchema>;

/** Staff ended it before its time. May arrive before what it ends. */
export const EmergencyEndedSchema = v.object({
	kind: v.literal('emergency-ended'),
	emergencyId,
	staffId: hexId<StaffId>(8),
});
export type EmergencyEnded = v.InferOutput<typeof EmergencyEndedSchema>;

export type EmergencyFact = EmergencyRaised | EmergencyEnded;

/** What a venue's devices are told of one. */
export const EmergencySchema = v.pipe(
	v.object({
		id: emergencyId,
		what,
		/** In staff's own words, below what the kind says. */
		text: v.optional(shortText(200)),
		checkIn: v.boolean(),
		from: Instant,
		until: Instant,
		endedAt: v.optional(Instant),
	}),
	v.check(
		({ from, until }) => until > from && until - from <= MOST_MINUTES * MINUTE,
		'an emergency message ends after at most 12 hours',
	),
);
export type Emergency = v.InferOutput<typeof EmergencySchema>;

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
