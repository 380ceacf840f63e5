import type { Catalogue } from './catalogue.ts';
import type { Prerequisite } from './policy.ts';

/** Rules that name unions or classes, a line each, as staff write them in a form. Pure. */

/** What one line says; `count` is null where it says no number. */
export interface NamedLine {
	readonly name: string;
	readonly count: number | null;
}

const COUNTED = /^(.*?)\s*(?:[|｜:：=×x]|\s)\s*(\d{1,6})\s*(?:人|次|个|名)?$/;

/** Lines with something in them. `numbers`: a number may stand behind the name, such as `电车公司工会 | 20`. */
export const readLines = (text: string, numbers: boolean): NamedLine[] =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean)
		.map((line) => {
			const [, name, count] = (numbers && COUNTED.exec(line)) || [];
			return name ? { name, count: Number(count) } : { name: line, count: null };
		});

/** Alone in a field: nobody is kept out, whatever is asked above. The first is what is shown. */
export const NO_DEMAND = '不限';
const NO_DEMANDS = [NO_DEMAND, '无', '*', 'any', 'none'];

/** Does the text say that nothing is asked, instead of saying nothing? */
export const liftsDemand = (text: string): boolean => NO_DEMANDS.includes(text.trim().toLowerCase());

export const quotaLines = (quotas: Readonly<Record<string, number>>): string =>
	Object.entries(quotas)
		.map(([name, count]) => `${name} | ${count}`)
		.join('\n');

export type ClassOrCourse = Pick<Prerequisite, 'course' | 'offering'>;

const className = (course: string, offering: string): string => `${course} · ${offering}`;

/** A course by its name, a class by “course · class”, either by its id. */
export function classesByName({ courses, offerings }: Catalogue): ReadonlyMap<string, ClassOrCourse> {
	const named = new Map<string, ClassOrCourse>();
	for (const { id, courseId, name } of offerings.values()) {
		const of = { offering: id };
		const course = courses.get(courseId)?.name;
		for (const word of [
			name.en && className(course?.en ?? '', name.en),
			className(course?.zh ?? '', name.zh),
		])
			if (word) named.set(word, of);
		named.set(id, of);
	}
	for (const { id, name } of courses.values())
		for (const word of [name.en, name.zh, id]) if (word) named.set(word, { course: id });
	return named;
}

/** As they are written: by name where that finds the same one again, else by id. */
export function prerequisiteLines(
	prerequisites: readonly Prerequisite[],
	{ courses, offerings }: Catalogue,
	named: ReadonlyMap<string, ClassOrCourse>,
): string {
	const nameOf = ({ course, offering }: Prerequisite): string => {
		const one = offering === undefined ? undefined : offerings.get(offering);
		const of = courses.get((one ? one.courseId : course)!)?.name.zh ?? '';
		const name = one ? className(of, one.name.zh) : of;
		const found = named.get(name);
		const same = found && found.course === course && found.offering === offering;
		return same ? name : (offering ?? course)!;
	};
	return prerequisites
		.map((one) => nameOf(one) + (one.attended === 1 ? '' : ` | ${one.attended}`))
		.join('\n');
}
