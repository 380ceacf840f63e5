import type { OfferingId } from '../base/id.ts';
import type { Catalogue } from './catalogue.ts';
import { usesOf } from './catalogue-use.ts';
import { clashesOf, isSameTeacher, type Clash } from './clashes.ts';
import type { Course, Offering, Programme } from './course.ts';
import { cameTo, isSame, planUndo, undoFault, type SessionChange } from './schedule-change.ts';
import type { Room } from './venue.ts';

/** What takes a whole import of a timetable back, and what of it stays because it is somebody's by now. Pure. */

/** One record of the catalogue before and after; null where there is none. */
export interface CatalogueChange {
	readonly kind: 'room' | 'programme' | 'course' | 'offering';
	readonly id: string;
	readonly before: CatalogueBody | null;
	readonly after: CatalogueBody | null;
}
type CatalogueBody = Room | Programme | Course | Offering;

/** `people`: they have come to it, or are in the class. `used`: what is not of the import hangs on it. */
export interface Kept {
	readonly kind: 'session' | CatalogueChange['kind'];
	readonly id: string;
	readonly why: 'changed' | 'people' | 'used';
}

export interface ImportUndo {
	readonly changes: readonly SessionChange[];
	readonly records: readonly CatalogueChange[];
	readonly clashes: readonly Clash[];
	readonly kept: readonly Kept[];
}

export interface ImportMade {
	readonly changes: readonly ImportedSession[];
	readonly records: readonly CatalogueChange[];
}

/** `came`: how many had come to it before the import; none where it is left out. */
export interface ImportedSession extends SessionChange {
	readonly came?: number;
}

export interface Peopled {
	/** Classes that somebody is in or waits for: dates that the import gave them stay. */
	readonly joined: ReadonlySet<OfferingId>;
	/** Classes that stay as they are: put up by the import and signed up for, or with more people than they would have seats. */
	readonly held: ReadonlySet<OfferingId>;
}

/** A class that the import has put up and people have joined stays with all its sessions, and is told instead of them. */
export function planImportUndo(
	catalogue: Catalogue,
	made: ImportMade,
	{ joined, held }: Peopled,
): ImportUndo {
	const fresh = new Set<string>(made.records.flatMap(({ id, before }) => (before ? [] : [id])));
	const kept: Kept[] = [];
	const goes = made.changes.filter((change) => {
		const { id, before, after, came = 0 } = change;
		const isJoined = after !== null && joined.has(after.offeringId);
		const isGone = !before && !catalogue.sessions.has(id);
		if (isGone || (isJoined && fresh.has(after.offeringId))) return false;
		const fault = undoFault(catalogue, change);
		const hasPeople = fault === 'has-people' || cameTo(catalogue, id) > came || (!before && isJoined);
		if (fault === 'changed-since') kept.push({ kind: 'session', id, why: 'changed' });
		else if (hasPeople) kept.push({ kind: 'session', id, why: 'people' });
		else if (fault) kept.push({ kind: 'session', id, why: 'changed' });
		return !fault && !hasPeople;
	});
	const { records, offerings } = recordsBack(catalogue, made, goes, held, kept);
	const planned = planUndo({ ...catalogue, offerings }, goes);
	const { changes, clashes } = planned.ok ? planned.value : { changes: [], clashes: [] };
	return { changes, records, clashes: [...clashes, ...taughtElsewhere(catalogue, offerings, goes)], kept };
}

/** Classes before their courses, courses before programmes: what nothing hangs on any more goes. */
const ORDER = ['offering', 'course', 'programme', 'room'] as const;

function recordsBack(
	catalogue: Catalogue,
	made: ImportMade,
	goes: readonly SessionChange[],
	held: ReadonlySet<string>,
	kept: Kept[],
) {
	const sessions = new Map(catalogue.sessions);
	for (const { id, before } of goes)
		if (before) sessions.set(id, before);
		else sessions.delete(id);
	const left = {
		offering: new Map<string, CatalogueBody>(catalogue.offerings),
		course: new Map<string, CatalogueBody>(catalogue.courses),
		programme: new Map<string, CatalogueBody>(catalogue.programmes),
		room: new Map<string, CatalogueBody>(catalogue.rooms),
	};
	const offerings = left.offering as Map<OfferingId, Offering>;
	const after = { ...catalogue, sessions, offerings, courses: left.course as Map<never, Course> };
	/** What stays with something else that stays needs no word of its own. */
	const withOthers = new Set<unknown>(
		made.changes.flatMap(({ id }) => {
			const session = sessions.get(id);
			return session ? [session.offeringId, session.roomId, session.movedFrom] : [];
		}),
	);
	const records = ORDER.flatMap((kind) => made.records.filter((one) => one.kind === kind)).flatMap(
		(one): CatalogueChange[] => {
			const { kind, id, before } = one;
			const now = left[kind].get(id) ?? null;
			if (!now && !before) return [];
			const isUsed = !before && Object.keys(usesOf(after, kind, id)).length > 0;
			const why = !isSame(now, one.after) ? 'changed' : held.has(id) ? 'people' : isUsed ? 'used' : null;
			if (why === null) {
				if (before) left[kind].set(id, before);
				else left[kind].delete(id);
				return [{ kind, id, before: one.after, after: before }];
			}
			if (why !== 'used' || !withOthers.has(id)) kept.push({ kind, id, why });
			if (now && 'courseId' in now) withOthers.add(now.courseId);
			if (now && 'programmeId' in now) withOthers.add(now.programmeId);
			return [];
		},
	);
	return { records, offerings };
}

/** Clashes of classes that get their former teacher back and meet all the same. */
function taughtElsewhere(
	{ offerings: now, sessions }: Catalogue,
	offerings: Catalogue['offerings'],
	goes: readonly SessionChange[],
): Clash[] {
	const going = new Set(goes.map(({ id }) => id));
	const stay = [...sessions.values()].filter(({ id }) => !going.has(id));
	const retaught = stay.filter(({ offeringId, substitute }) => {
		const [is, was] = [now.get(offeringId), offerings.get(offeringId)];
		return !substitute && is && was && !isSameTeacher(is.teacher, was.teacher);
	});
	return clashesOf(retaught, stay, offerings).filter(({ over }) => over === 'teacher');
}
