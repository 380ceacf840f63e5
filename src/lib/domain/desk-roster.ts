import * as v from 'valibot';
import type { DeviceId, MemberId, OfferingId, SessionId, StaffId, VenueId } from '../base/id.ts';
import { askedKeys } from './asked-keys.ts';
import { foldAttendance, headsOf, standingOf, type Attendance, type Witnessed } from './attendance.ts';
import { CheckInSchema, CheckOutSchema, CorrectionSchema, entryIdSchema, UndoSchema } from './fact.ts';
import { hexId, Instant, line, slug } from './shapes.ts';

/**
 * What a desk tablet knows once a PIN has opened it: who is expected at the sessions of a few days, by full name, and what
 * is known of who came. Nothing more than a desk needs: no phone number, no union, nobody who is in none of these classes.
 *
 * It reaches the tablet sealed (desk-roster-seal.ts) and lies there sealed. Names are in memory only while somebody has
 * opened it.
 */
export const DeskPersonSchema = v.object({
	memberId: hexId<MemberId>(8),
	name: line(120),
	/** The number on the union card. */
	number: line(40),
	/** Under what they are found: name, pinyin, initials, number. */
	keys: v.array(v.string()),
	/** Of this venue, as far as they meet on these days. */
	offerings: v.array(slug<OfferingId>()),
	barred: v.boolean(),
});
export type DeskPerson = v.InferOutput<typeof DeskPersonSchema>;

const WitnessedSchema = v.object({
	entryId: entryIdSchema,
	deviceId: hexId<DeviceId>(8),
	/** Corrected time. */
	at: Instant,
	fact: v.variant('kind', [CheckInSchema, CheckOutSchema, UndoSchema, CorrectionSchema]),
});

export const DeskRosterSchema = v.object({
	venueId: slug<VenueId>(),
	/** Hub time at which it was made. */
	at: Instant,
	people: v.array(DeskPersonSchema),
	/** Every fact about these sessions that the hub holds. */
	facts: v.array(WitnessedSchema),
	/** Who may open it. */
	staff: v.array(v.object({ id: hexId<StaffId>(8), name: line(60) })),
});
export type DeskRoster = v.InferOutput<typeof DeskRosterSchema>;

/** One person at one session, as the desk sees them. */
export interface DeskLine {
	/** Null for a guest, of whom nothing is known but that they came. */
	readonly person: DeskPerson | null;
	readonly memberId: MemberId;
	readonly enrolled: boolean;
	/** Null where there is no fact about them. */
	readonly attendance: Attendance | null;
	/** Facts that no correction saw and no undo took back, in order of corrected time. */
	readonly standing: readonly Witnessed[];
}

/**
 * Who is expected at a session or came to it: by number, then guests in the order in which they came. `own`: facts of this
 * device, which the hub may know already.
 */
export function deskLines(
	roster: DeskRoster,
	own: readonly Witnessed[],
	session: { readonly id: SessionId; readonly offeringId: OfferingId },
): DeskLine[] {
	const known = new Map<MemberId, Witnessed[]>();
	for (const witnessed of [...roster.facts, ...own]) {
		if (witnessed.fact.sessionId !== session.id) continue;
		const about = known.get(witnessed.fact.memberId);
		if (about) about.push(witnessed);
		else known.set(witnessed.fact.memberId, [witnessed]);
	}
	const line = (memberId: MemberId, person: DeskPerson | null): DeskLine => {
		const facts = known.get(memberId) ?? [];
		const unique = [...new Map(facts.map((fact) => [fact.entryId, fact])).values()];
		return {
			...{ person, memberId, enrolled: person?.offerings.includes(session.offeringId) ?? false },
			...{ attendance: facts.length > 0 ? foldAttendance(facts) : null, standing: standingOf(unique) },
		};
	};
	const lines = roster.people
		.filter((person) => person.offerings.includes(session.offeringId) || known.has(person.memberId))
		.map((person) => line(person.memberId, person));
	const named = new Set(lines.map(({ memberId }) => memberId));
	const guests = [...known.keys()].filter((memberId) => !named.has(memberId)).map((id) => line(id, null));
	return [
		...lines.sort((a, b) => (a.person!.number < b.person!.number ? -1 : 1)),
		...guests.sort((a, b) => (a.attendance?.since ?? 0) - (b.attendance?.since ?? 0)),
	];
}

/** How many people stand behind these lines. */
export const headsIn = (lines: readonly DeskLine[]): number =>
	lines.reduce((sum, { attendance }) => sum + (attendance ? headsOf(attendance) : 1), 0);
export const isPresent = ({ attendance }: DeskLine): boolean =>
	attendance?.status === 'present' && attendance.leftAt === null;
export const hasLeft = ({ attendance }: DeskLine): boolean =>
	attendance?.status === 'present' && attendance.leftAt !== null;
/** Expected and not here. */
export const isMissing = (line: DeskLine): boolean => line.enrolled && line.attendance?.status !== 'present';

/** Is this person among those that were asked for? Nothing typed asks for everybody. */
export function matches({ keys }: DeskPerson, typed: string): boolean {
	const asked = askedKeys(typed);
	return typed.trim() === '' || keys.some((key) => asked.some((beginning) => key.startsWith(beginning)));
}

/**
 * Among these people those that were asked for, in the order in which they are likely to stand at the desk: by family name or
 * number before given name, then who has a class that is `open` now, then who has one that is `due` on the day.
 */
export function found(
	people: readonly DeskPerson[],
	typed: string,
	{ open, due }: { readonly open: ReadonlySet<OfferingId>; readonly due: ReadonlySet<OfferingId> },
): DeskPerson[] {
	if (typed.trim() === '') return [];
	const asked = askedKeys(typed);
	const rank = ({ keys, offerings }: DeskPerson): number => {
		const matched = keys.filter((key) => asked.some((beginning) => key.startsWith(beginning)));
		// Of xiaoming there is also wangxiaoming: keys of a given name end another one.
		const isGiven = (key: string): boolean => keys.some((other) => other !== key && other.endsWith(key));
		const byGivenName = matched.every(isGiven) ? 3 : 0;
		return (
			byGivenName + (offerings.some((id) => open.has(id)) ? 0 : offerings.some((id) => due.has(id)) ? 1 : 2)
		);
	};
	return people
		.filter((person) => matches(person, typed))
		.map((person) => ({ person, rank: rank(person) }))
		.sort((a, b) => a.rank - b.rank)
		.map(({ person }) => person);
}
