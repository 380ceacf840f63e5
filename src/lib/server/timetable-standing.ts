import type { OfferingId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Session } from '../domain/course.ts';

/** What an import leaves as it stands, because it only ever adds: for staff to settle. */
export interface ClassStanding {
	readonly offeringId: OfferingId;
	/** Sessions such as an import of this kind puts up, which the file does not name (any more). */
	readonly unnamed: readonly Session[];
	/** Sessions that stand in another room or at another time than the file says. */
	readonly otherwise: readonly Session[];
	/** Sessions that come to a class that had some: corrected ones, and those that staff have removed. */
	readonly added: readonly Session[];
}

export type Placed = Pick<Session, 'roomId' | 'startsAt' | 'endsAt'>;

/** A session of the file: as it will stand, and as the file says. */
export interface NamedSession {
	readonly session: Session;
	readonly said: Placed;
}

/** Sessions are known by their ids: those of calendars come from UIDs, those of tables say class, date and time. */
const OF = { calendar: /^i-[0-9a-f]{12}$/, table: /-\d{4}-\d\d-\d\d-\d{4}(?:-\d+)?$/ } as const;

/** Of each class that the file names and the venue has; only where there is something to say. */
export function standingOf(
	{ offerings, sessions }: Pick<Catalogue, 'offerings' | 'sessions'>,
	classes: Iterable<OfferingId>,
	named: ReadonlyMap<string, NamedSession>,
	kind: keyof typeof OF,
): ClassStanding[] {
	const there = Map.groupBy(sessions.values(), ({ offeringId }) => offeringId);
	const inFile = Map.groupBy(named.values(), ({ session }) => session.offeringId);
	return [...new Set(classes)].flatMap((offeringId): ClassStanding[] => {
		const had = there.get(offeringId) ?? [];
		if (!offerings.has(offeringId) || had.length === 0) return [];
		const unnamed = had.filter(
			({ id, status }) => status === 'scheduled' && OF[kind].test(id) && !named.has(id),
		);
		const here = inFile.get(offeringId) ?? [];
		const otherwise = here
			.filter(({ session, said }) => session.status === 'scheduled' && isElsewhere(session, said))
			.map(({ session }) => session);
		const added = here.flatMap(({ session }) => (sessions.has(session.id) ? [] : [session]));
		return [{ offeringId, unnamed, otherwise, added }];
	});
}

const isElsewhere = (a: Placed, b: Placed): boolean =>
	a.roomId !== b.roomId || a.startsAt !== b.startsAt || a.endsAt !== b.endsAt;

/** What is over is nobody's to settle. */
export function ahead(standing: readonly ClassStanding[], now: number): ClassStanding[] {
	const of = (sessions: readonly Session[]): Session[] =>
		sessions.filter(({ startsAt }) => startsAt > now).sort((a, b) => a.startsAt - b.startsAt);
	return standing
		.map(({ offeringId, unnamed, otherwise, added }) => ({
			...{ offeringId, unnamed: of(unnamed), otherwise: of(otherwise), added: of(added) },
		}))
		.filter(({ unnamed, otherwise, added }) => unnamed.length + otherwise.length + added.length > 0);
}
