import type { Catalogue } from '$lib/domain/catalogue.ts';
import type { Session } from '$lib/domain/course.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localDate, localTime } from '$lib/domain/venue-time.ts';
import { importStandingWords } from '$lib/i18n/staff/import-standing.ts';
import { formatDate } from '$lib/i18n/time.ts';
import type { ClassStanding } from '$lib/server/timetable-standing.ts';

/** Classes and dates of each that are shown; the rest are counted. */
const MOST_CLASSES = 50;
const MOST_DATES = 20;

/** What an import leaves for staff to settle; null where there is nothing. */
export function standingView(standing: readonly ClassStanding[], catalogue: Catalogue, lang: Language) {
	const { zone } = catalogue.venue;
	const words = importStandingWords(lang);
	const dates = (sessions: readonly Session[]): string => {
		const shown = sessions
			.slice(0, MOST_DATES)
			.map(({ startsAt }) => `${formatDate(startsAt, zone, lang)} ${localTime(startsAt, zone)}`);
		const more = sessions.length - shown.length;
		return shown.join(words.comma) + (more > 0 ? words.more(more) : '');
	};
	const classes = standing.slice(0, MOST_CLASSES).map(({ offeringId, ...of }) => {
		const { courseId, name } = catalogue.offerings.get(offeringId)!;
		const there = [...of.unnamed, ...of.otherwise].map(({ startsAt }) => localDate(startsAt, zone)).sort();
		const asked = new URLSearchParams({
			offering: offeringId,
			from: there[0] ?? '',
			until: there.at(-1) ?? '',
		});
		return {
			name: `${inLanguage(catalogue.courses.get(courseId)!.name, lang)} ${inLanguage(name, lang)}`,
			told: (['unnamed', 'otherwise', 'added'] as const).flatMap((what) =>
				of[what].length === 0 ? [] : [`${words[what](of[what].length)}${dates(of[what])}`],
			),
			bulk: there.length === 0 ? null : `/staff/schedule/bulk?${asked}`,
		};
	});
	return classes.length === 0 ? null : { classes, more: standing.length - classes.length };
}
