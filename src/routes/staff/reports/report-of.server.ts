import type { RequestEvent } from '@sveltejs/kit';
import { dateAfter, isDate } from '$lib/domain/holidays.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { keptCityReport } from '$lib/server/reports/kept-city.ts';
import { venueReport, type Report } from '$lib/server/reports/read-report.ts';
import { may } from '../access.ts';
import { openDesk } from '../desk.server.ts';

/** Spans of time that are asked for most. */
export const PERIODS = ['month', 'last', 'quarter', 'year', 'all'] as const;
export type Period = (typeof PERIODS)[number];

const LONGEST_DAYS = 366 * 10;
const YEARS_OF_ALL = 5;

/** First and last day of a period, as of `today`. */
export function periodOf(period: Period, today: string): { from: string; to: string } {
	const day = Temporal.PlainDate.from(today);
	const first = day.with({ day: 1 });
	if (period === 'last') {
		const before = first.subtract({ months: 1 });
		return { from: before.toString(), to: first.subtract({ days: 1 }).toString() };
	}
	if (period === 'quarter') return { from: first.subtract({ months: 2 }).toString(), to: today };
	if (period === 'year') return { from: `${day.year}-01-01`, to: today };
	if (period === 'all') return { from: first.subtract({ years: YEARS_OF_ALL }).toString(), to: today };
	return { from: first.toString(), to: today };
}

/** The report that an address asks for, of the venue that somebody is at, or of the city. */
export async function reportOf(event: RequestEvent, fixed?: { from: string; to: string }) {
	const desk = await openDesk(event, 'seeReports');
	const { hub, venueId, catalogue, staff } = desk;
	const now = hub.clock.now();
	const today = localDate(now, catalogue.venue.zone);
	const asked = event.url.searchParams;
	const [from, to] = [asked.get('from') ?? '', asked.get('to') ?? ''];
	const given =
		isDate(from) && isDate(to) && from <= to && to <= dateAfter(from, LONGEST_DAYS) ? { from, to } : null;
	const period = fixed ?? given ?? periodOf('month', today);
	const mayCity = staff.role === 'operator' && staff.venueId === null;
	const city = mayCity && asked.get('scope') === 'city';
	const order = { ...period, now, names: may(staff.role, 'readRosters') };
	const report: Report = city
		? await keptCityReport(hub.storage, order)
		: await venueReport(hub.storage, venueId, catalogue, order);
	return { ...desk, report, city, mayCity, today, now };
}
