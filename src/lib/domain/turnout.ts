/** Sums over sessions as reports tell them. Pure. */

export interface Sums {
	/** 场次: classes that were held. */
	readonly held: number;
	readonly cancelled: number;
	readonly capacity: number;
	readonly enrolled: number;
	/** 人次: everybody who came, to classes and visits. */
	readonly came: number;
	/** Of those enrolled. */
	readonly seated: number;
	readonly late: number;
	readonly minutes: number;
	/** 人次 of visits alone. */
	readonly visits: number;
}

export const NOTHING: Sums = {
	...{ held: 0, cancelled: 0, capacity: 0, enrolled: 0, came: 0, seated: 0, late: 0, minutes: 0, visits: 0 },
};

type Growing = { -readonly [Name in keyof Sums]: Sums[Name] };

/** In place: a city's report adds up tens of thousands of rows several times. */
function add(sums: Growing, row: Sums): void {
	sums.held += row.held;
	sums.cancelled += row.cancelled;
	sums.capacity += row.capacity;
	sums.enrolled += row.enrolled;
	sums.came += row.came;
	sums.seated += row.seated;
	sums.late += row.late;
	sums.minutes += row.minutes;
	sums.visits += row.visits;
}

export function sumOf(rows: readonly Sums[]): Sums {
	const sums: Growing = { ...NOTHING };
	for (const row of rows) add(sums, row);
	return sums;
}

export function sumBy<Row extends Sums, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Sums> {
	const sums = new Map<Key, Growing>();
	for (const row of rows) {
		const key = keyOf(row);
		let known = sums.get(key);
		if (!known) sums.set(key, (known = { ...NOTHING }));
		add(known, row);
	}
	return sums;
}

/** Of the seats that were taken in classes that were held: how many people came; null where none was. */
export const attendanceRate = ({ enrolled, seated }: Sums): number | null =>
	enrolled === 0 ? null : seated / enrolled;

/** 缺席: enrolled, and not there. */
export const noShows = ({ enrolled, seated }: Sums): number => enrolled - seated;
