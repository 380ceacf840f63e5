import { inLanguage } from '$lib/domain/text.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { periodOf, PERIODS, reportOf } from './report-of.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { report, city, mayCity, today, catalogue, now } = await reportOf(event);
	const { lang } = await event.parent();
	const { zone, name } = catalogue.venue;
	return {
		...{ report, city, mayCity, venue: inLanguage(name, lang) },
		made: `${formatDate(now, zone, lang)} ${localTime(now, zone)}`,
		month: today.slice(0, 7),
		periods: PERIODS.map((period) => ({ period, ...periodOf(period, today) })),
	};
};
