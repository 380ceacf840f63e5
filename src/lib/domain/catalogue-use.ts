import type { Catalogue } from './catalogue.ts';
import type { CatalogueKind } from './catalogue-form.ts';

/** What hangs on a thing of the catalogue: while anything does, it can be archived, and not deleted. */

export type UsedBy = 'courses' | 'classes' | 'sessions' | 'people';
export type Uses = Readonly<Partial<Record<UsedBy, number>>>;

export function usesOf(catalogue: Catalogue, kind: CatalogueKind, id: string): Uses {
	const { courses, offerings, sessions } = catalogue;
	const count = <T>(all: ReadonlyMap<unknown, T>, holds: (one: T) => boolean): number =>
		[...all.values()].filter(holds).length;
	if (kind === 'programme') return some({ courses: count(courses, (one) => one.programmeId === id) });
	if (kind === 'course') return some({ classes: count(offerings, (one) => one.courseId === id) });
	if (kind === 'offering') return some({ sessions: count(sessions, (one) => one.offeringId === id) });
	if (kind === 'room')
		return some({ sessions: count(sessions, (one) => one.roomId === id || one.movedFrom === id) });
	if (kind === 'teacher')
		return some({
			classes: count(offerings, (one) => one.teacher.teacherId === id),
			sessions: count(sessions, (one) => one.substitute?.teacherId === id),
		});
	return {};
}

const some = (uses: Uses): Uses => Object.fromEntries(Object.entries(uses).filter(([, n]) => n > 0));
