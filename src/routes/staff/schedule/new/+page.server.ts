import { fail } from '@sveltejs/kit';
import { asId, type OfferingId, type SessionId } from '$lib/base/id.ts';
import { isDate, weekdayOf, yearsWithout, type HolidayYear } from '$lib/domain/holidays.ts';
import { datesOf, lastDateFrom, type Dates } from '$lib/domain/recurrence.ts';
import type { ScheduleChange } from '$lib/domain/schedule-change.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { newSessionId } from '$lib/server/schedule.ts';
import { may } from '../../access.ts';
import { openDesk, type Desk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';
import { clashView, seenClashes } from '../clash-view.server.ts';
import { offeringChoices, readWhen, roomChoices } from '../session-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, catalogue, staff } = await openDesk(event, 'editSchedule');
	const { lang } = await event.parent();
	const asked = event.url.searchParams.get('date') ?? '';
	return {
		date: isDate(asked) ? asked : localDate(hub.clock.now(), catalogue.venue.zone),
		rooms: roomChoices(catalogue, lang),
		offerings: offeringChoices(catalogue, lang),
		answers: may(staff.role, 'answerHolidays'),
	};
};

const FIELDS = ['offering', 'date', 'from', 'to', 'room', 'until', 'holidays', 'seen', 'lang'] as const;
type Typed = Record<(typeof FIELDS)[number], string>;

/** The dates that a form asks for; null where they are no dates, or end too far away. */
function datesAsked({ date, until, holidays }: Typed, years: readonly HolidayYear[]): Dates | null {
	if (!isDate(date)) return null;
	if (!until) return { dates: [{ date, makeUp: false }], skipped: [], unanswered: [] };
	if (!isDate(until) || until < date || until > lastDateFrom(date)) return null;
	return datesOf(
		{
			...{ weekdays: [weekdayOf(date)], from: date, until },
			...{ everyWeeks: 1, except: [], holidays: holidays !== '' },
		},
		years,
	);
}

function additions(
	{ catalogue }: Desk,
	typed: Typed,
	dates: Dates,
): ScheduleChange[] | 'bad-date' | 'bad-time' {
	const offeringId = asId<OfferingId>(typed.offering);
	const taken = new Set<SessionId>(catalogue.sessions.keys());
	const changes: ScheduleChange[] = [];
	for (const { date } of dates.dates) {
		const when = readWhen({ ...typed, date }, catalogue.venue.zone);
		if (!when.ok) return when.error;
		const id = newSessionId(offeringId, date, typed.from, (known) => taken.has(known));
		taken.add(id);
		changes.push({ do: 'add', session: { id, offeringId, ...when.value, status: 'scheduled' } });
	}
	return changes;
}

const skippedView = (dates: Dates, lang: Language) => ({
	skipped: dates.skipped.map(({ date, name }) => `${date} ${inLanguage(name, lang)}`),
	unanswered: [...dates.unanswered],
});

export const actions: Actions = {
	add: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const { hub, venueId, catalogue, staff } = desk;
		const typed = await formText(event, ...FIELDS);
		const lang = typed.lang === 'en' ? 'en' : 'zh';
		const years = await hub.holidays.years();
		const dates = datesAsked(typed, years);
		if (!dates) return fail(400, { typed, fault: 'bad-date' as const });
		if (dates.dates.length === 0) return fail(400, { typed, fault: 'no-dates' as const });
		const wanted = additions(desk, typed, dates);
		if (typeof wanted === 'string') return fail(400, { typed, fault: wanted });
		const done = await hub.schedule.change(staff, venueId, wanted, seenClashes(typed.seen));
		if (done.ok)
			return {
				...{ added: wanted.length, editId: done.value.editId },
				...{ week: typed.date, ...skippedView(dates, lang) },
				unknownYears: typed.until && typed.holidays ? yearsWithout(typed.date, typed.until, years) : [],
			};
		const { fault, clashes } = done.error;
		if (fault !== 'clashes') return fail(400, { typed, fault });
		const [first] = wanted;
		const span = first?.do === 'add' ? first.session : { startsAt: 0, endsAt: 0 };
		const seats = catalogue.offerings.get(asId<OfferingId>(typed.offering))?.capacity ?? 0;
		return fail(409, { typed, clash: clashView(catalogue, clashes, span, seats, lang) });
	},
	answer: async (event) => {
		const { hub, staff } = await openDesk(event, 'answerHolidays');
		const { date, weekday } = await formText(event, 'date', 'weekday');
		if (!/^[1-7]$/.test(weekday)) return fail(400, { fault: 'bad-date' as const });
		const done = await hub.holidays.answer(staff, date, Number(weekday));
		return done.ok ? { answered: date } : fail(400, { fault: 'bad-date' as const });
	},
};
