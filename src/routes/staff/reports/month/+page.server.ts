import { inLanguage } from '$lib/domain/text.ts';
import { localDate, localTime } from '$lib/domain/venue-time.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { openDesk } from '../../desk.server.ts';
import { reportOf } from '../report-of.server.ts';
import type { PageServerLoad } from './$types';

/** One month on paper. */
export const load: PageServerLoad = async (event) => {
	const { hub, catalogue } = await openDesk(event, 'seeReports');
	const { zone, name } = catalogue.venue;
	const today = localDate(hub.clock.now(), zone);
	const asked = event.url.searchParams.get('month') ?? '';
	const month = /^20\d\d-(?:0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);
	const first = Temporal.PlainDate.from(`${month}-01`);
	const last = first.add({ months: 1 }).subtract({ days: 1 });
	const { report, city, now } = await reportOf(event, { from: first.toString(), to: last.toString() });
	const { lang } = await event.parent();
	return {
		...{ report, city, month, venue: inLanguage(name, lang) },
		previous: first.subtract({ months: 1 }).toString().slice(0, 7),
		next: last.toString() < today ? last.add({ days: 1 }).toString().slice(0, 7) : null,
		made: `${formatDate(now, zone, lang)} ${localTime(now, zone)}`,
	};
};
