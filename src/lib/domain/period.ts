/** Months `YYYY-MM` and ISO 8601 weeks `YYYY-Www`, for which somebody or something is chosen. As text they sort by time. Pure. */

export const isoWeek = (date: string): string => {
	const day = Temporal.PlainDate.from(date);
	return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
};

/** The month after this one. Without Temporal, which some browsers would have to fetch first. */
export function nextMonth(month: string): string {
	const [year, number] = month.split('-').map(Number) as [number, number];
	return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}
