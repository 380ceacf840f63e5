import { fail } from '@sveltejs/kit';
import { asId, type OfferingId } from '$lib/base/id.ts';
import { copyTerm, type CopiedTerm, type TermCopy } from '$lib/domain/copy-term.ts';
import { dateAfter, isDate } from '$lib/domain/holidays.ts';
import type { ScheduleChange } from '$lib/domain/schedule-change.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { pageLanguage } from '../../../page-language.server.ts';
import { openDesk, type Desk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';
import { doneEdit, tellDone } from '../bulk/done.server.ts';
import { planView } from '../bulk/plan-view.server.ts';
import { seenClashes } from '../clash-view.server.ts';
import { offeringChoices } from '../session-form.server.ts';
import { undoEdit } from '../undo.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** A term, where nothing else is said. */
const TERM_DAYS = 16 * 7;
const THREE_YEARS = 3 * 366;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'editSchedule');
	const { lang } = await event.parent();
	const today = localDate(hub.clock.now(), catalogue.venue.zone);
	return {
		offerings: offeringChoices(catalogue, lang),
		done: await doneEdit(hub, venueId, event.url),
		usual: { from: dateAfter(today, -TERM_DAYS), until: today, to: dateAfter(today, 7) },
	};
};

const FIELDS = ['offering', 'from', 'until', 'to', 'seen', 'shown'] as const;
type Typed = Record<(typeof FIELDS)[number], string>;

function askedCopy({ offering, from, until, to }: Typed): TermCopy | null {
	const good = [from, until, to].every(isDate) && from <= until && until <= dateAfter(from, THREE_YEARS);
	return good ? { from, until, to, ...(offering ? { offeringId: asId<OfferingId>(offering) } : {}) } : null;
}

async function copied({ hub, catalogue }: Desk, copy: TermCopy): Promise<[CopiedTerm, ScheduleChange[]]> {
	const years = await hub.holidays.years();
	const term = copyTerm(catalogue.sessions, copy, years, catalogue.venue.zone);
	return [term, term.sessions.map((session) => ({ do: 'add' as const, session }))];
}

export const actions: Actions = {
	preview: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const typed = await formText(event, ...FIELDS);
		const copy = askedCopy(typed);
		if (!copy) return fail(400, { typed, fault: 'bad-date' as const });
		const lang = pageLanguage(event);
		const [term, wanted] = await copied(desk, copy);
		const planned = await desk.hub.schedule.plan(desk.venueId, wanted);
		if (!planned.ok) return fail(400, { typed, refused: planned.error.fault });
		const { zone } = desk.catalogue.venue;
		const ends = [term.sessions[0], term.sessions.at(-1)].map(
			(one) => one && formatDate(one.startsAt, zone, lang),
		);
		return {
			typed,
			term: {
				...{ count: term.sessions.length, source: term.source, there: term.there },
				...{ first: ends[0] ?? null, last: ends[1] ?? null, unanswered: term.unanswered },
				...{ filled: term.filled, unknownYears: term.unknownYears },
				skipped: term.skipped.map(({ date, name }) => `${date} ${inLanguage(name, lang)}`),
			},
			plan: planView(desk.catalogue, planned.value, lang),
		};
	},
	apply: async (event) => {
		const desk = await openDesk(event, 'editSchedule');
		const typed = await formText(event, ...FIELDS);
		const copy = askedCopy(typed);
		if (!copy) return fail(400, { typed, fault: 'bad-date' as const });
		const [, wanted] = await copied(desk, copy);
		const { hub, staff, venueId } = desk;
		const done = await hub.schedule.change(staff, venueId, wanted, seenClashes(typed.seen), typed.shown);
		if (done.ok) return tellDone(event.url.pathname, done.value.editId);
		const { fault } = done.error;
		if (fault === 'clashes' || fault === 'changed-since')
			return fail(409, { typed, fault: 'changed-since' as const });
		return fail(400, { typed, refused: fault });
	},
	undo: undoEdit,
};
