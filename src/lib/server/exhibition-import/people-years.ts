import { isBeforeBirth } from '../../domain/exhibit.ts';

/** Years as tables of people write them: “1956”, “１９５６年”, “1998-03”. */

const yearsIn = (text: string): number[] => [
	...new Set([...text.normalize('NFKC').matchAll(/1[89]\d\d|2[01]\d\d/g)].map(([year]) => Number(year))),
];
export const yearIn = (text: string): number | null => yearsIn(text)[0] ?? null;

/** As the exhibit's schema has them. */
export const EARLIEST = { year: 1900, born: 1850, died: 1850 };

export function yearFault(
	text: string,
	earliest: number,
): 'not-a-year' | 'several-years' | 'year-out-of-range' | null {
	const [year, other] = yearsIn(text);
	if (year === undefined) return 'not-a-year';
	if (other !== undefined) return 'several-years';
	return year < earliest ? 'year-out-of-range' : null;
}

interface YearsOfRow {
	readonly number: number;
	readonly born: string;
	readonly died: string;
	/** Of the honour. */
	readonly year: string;
}

/** What the rows of one person say that cannot be: the year of birth may stand in another of them. */
export function beforeBirthIn(rows: readonly YearsOfRow[]) {
	const born = rows.map((row) => yearIn(row.born)).find((year) => year !== null);
	return rows.flatMap((row) =>
		(['year', 'died'] as const)
			.filter((column) => isBeforeBirth(yearIn(row[column]) ?? undefined, born))
			.map((column) => ({
				...({ row: row.number, column, fault: 'before-birth' } as const),
				value: row[column].slice(0, 40),
			})),
	);
}
