import { pathText, quoted, type ConfigProblem } from './venue-config-problem.ts';

/** What no single field's schema can see. Works on unchecked values, so that everything is said at once. */
export function contradictions(file: Record<string, unknown>): ConfigProblem[] {
	return [
		...openingProblems(list(file.openingHours)),
		...roomProblems(list(file.rooms)),
		...repeatedLanguages(list(file.languages)),
	];
}

type Loose = Record<string, unknown>;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const loose = (value: unknown): Loose =>
	typeof value === 'object' && value !== null ? (value as Loose) : {};
const isTime = (value: unknown): value is string => typeof value === 'string' && /^\d\d:\d\d$/.test(value);

function openingProblems(hours: unknown[]): ConfigProblem[] {
	const problems: ConfigProblem[] = [];
	const seen: { day: number; from: string; to: string; at: number }[] = [];
	hours.map(loose).forEach(({ from, to, days }, at) => {
		if (!isTime(from) || !isTime(to)) return;
		if (from >= to)
			problems.push({
				field: pathText(['openingHours', at, 'to']),
				problem: `is ${quoted(to)}, not after "from", which is ${quoted(from)}`,
				hint: 'give a later time; for hours past midnight end the day at "24:00" and begin the next at "00:00"',
			});
		for (const day of list(days).filter((d): d is number => typeof d === 'number')) {
			const other = seen.find((s) => s.day === day && s.from < to && from < s.to);
			if (other)
				problems.push({
					field: pathText(['openingHours', at]),
					problem: `overlaps openingHours[${other.at}] on day ${day}`,
					hint: 'give each day hours that do not overlap, or take the day out of one of them',
				});
			seen.push({ day, from, to, at });
		}
	});
	return problems;
}

function roomProblems(rooms: unknown[]): ConfigProblem[] {
	const problems: ConfigProblem[] = [];
	const first = { id: new Map<unknown, number>(), number: new Map<unknown, number>() };
	rooms.map(loose).forEach((room, at) => {
		for (const key of ['id', 'number'] as const) {
			const value = room[key];
			if (typeof value !== 'string') continue;
			const earlier = first[key].get(value);
			if (earlier === undefined) first[key].set(value, at);
			else
				problems.push({
					field: pathText(['rooms', at, key]),
					problem: `is ${quoted(value)}, as is rooms[${earlier}].${key}`,
					hint: key === 'id' ? 'give each room an id of its own' : 'no two doors may have the same number',
				});
		}
	});
	return problems;
}

const repeatedLanguages = (languages: unknown[]): ConfigProblem[] =>
	languages.flatMap((language, at) =>
		languages.indexOf(language) < at
			? {
					field: pathText(['languages', at]),
					problem: `repeats ${quoted(language)}`,
					hint: 'name each language once; the first is the one that screens start in',
				}
			: [],
	);
