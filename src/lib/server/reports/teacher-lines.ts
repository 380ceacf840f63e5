import type { CourseId, SessionId } from '../../base/id.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import { sumBy, type Sums } from '../../domain/turnout.ts';

type Taught = Sums & {
	readonly sessionId: SessionId;
	readonly courseId: CourseId;
	readonly teacher: string;
};

/**
 * A line a teacher, by name. Where several teachers have one name, a line each, with the course that they were first
 * met in; classes that do not say whose of them they are have a line of their own.
 */
export function teacherLines(
	rows: readonly Taught[],
	catalogue: Catalogue,
): { key: string; name: string; sums: Sums }[] {
	const taught = rows.filter(({ teacher }) => teacher !== '');
	const namesakes = new Map<string, Map<string, CourseId>>();
	for (const row of taught) {
		const id = teacherOf(catalogue, row.sessionId);
		const known = namesakes.get(row.teacher) ?? new Map<string, CourseId>();
		namesakes.set(row.teacher, known);
		if (id !== undefined && !known.has(id)) known.set(id, row.courseId);
	}
	const isOneOf = (name: string): boolean => namesakes.get(name)!.size > 1;
	const names = new Map<string, string>();
	const sums = sumBy(taught, ({ teacher, sessionId }) => {
		const id = isOneOf(teacher) ? teacherOf(catalogue, sessionId) : undefined;
		const key = id === undefined ? teacher : `${teacher} ${id}`;
		const course = id === undefined ? undefined : catalogue.courses.get(namesakes.get(teacher)!.get(id)!);
		if (!names.has(key)) names.set(key, course ? `${teacher}（${course.name.zh}）` : teacher);
		return key;
	});
	return [...sums].map(([key, of]) => ({ key, name: names.get(key)!, sums: of }));
}

/** Who taught it, as the records say now; undefined where they only say a name. */
function teacherOf({ sessions, offerings }: Catalogue, id: SessionId): string | undefined {
	const session = sessions.get(id);
	const teacher = session && (session.substitute ?? offerings.get(session.offeringId)?.teacher);
	return teacher?.teacherId;
}
