import { fail } from '@sveltejs/kit';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { COLUMNS, type Column } from '$lib/domain/timetable.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import { planTimetable } from '$lib/server/import-timetable.ts';
import type { TimetableFault, TimetableProblem } from '$lib/server/timetable-plan.ts';
import { readTable } from '$lib/server/tables/read-table.ts';
import { openDesk } from '../../desk.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const MOST_TOLD = 200;

export const load: PageServerLoad = async (event) => {
	await openDesk(event, 'editSchedule');
	const headers = Object.entries(COLUMNS).map(([column, [first, ...others]]) => ({
		...{ column: column as Column, first, others: others.join('、') },
	}));
	return { headers };
};

/** Checks an uploaded timetable and, where it is without fault and asked for, publishes it. */
async function take(event: RequestEvent, really: boolean) {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'editSchedule');
	const form = await event.request.formData();
	const lang: Language = form.get('lang') === 'en' ? 'en' : 'zh';
	const words = staffWords(lang).timetable;
	const file = form.get('file');
	if (!(file instanceof File) || file.size === 0) return fail(400, { fileFault: words.chooseFile });
	const table = await readTable(await file.bytes());
	if (!table.ok) return fail(400, { fileFault: words.fileFault[table.error.fault] });
	const plan = planTimetable(
		table.value,
		catalogue,
		await hub.holidays.years(),
		(await hub.records.exhibition(catalogue.venue.id)).honorees.values(),
	);
	if (!plan.ok) return fail(400, { fileFault: faultWords(plan.error, lang) });
	const { problems, offerings, sessions, fresh, skipped, unanswered, unknown, changes } = plan.value;
	const told = problems.slice(0, MOST_TOLD).map((problem) => problemView(problem, catalogue, lang));
	const seen = { name: file.name, unknown, skipped, unanswered, offerings, sessions, fresh };
	if (problems.length > 0) return fail(400, { seen, told, count: problems.length });
	if (really) {
		await hub.records.publish(venueId, changes);
		await hub.storage.write(venueId, (tx) =>
			tx.audit.append({
				...{ at: hub.clock.now(), venueId, actor: `staff:${staff.id}`, action: 'timetable-imported' },
				...{ subject: `venue:${venueId}`, detail: JSON.stringify({ by: staff.name, offerings, fresh }) },
			}),
		);
	}
	return { seen, imported: really };
}

function faultWords(fault: TimetableFault, lang: Language): string {
	const words = staffWords(lang).timetable;
	if (fault.fault === 'missing-columns')
		return words.fileFault['missing-columns'](fault.columns.map((column) => words.column[column]).join('、'));
	if (fault.fault === 'column-twice') return words.fileFault['column-twice'](fault.header);
	return words.fileFault['no-rows'];
}

function problemView({ row, column, fault, value }: TimetableProblem, catalogue: Catalogue, lang: Language) {
	const words = staffWords(lang).timetable;
	return {
		...{ row, column: words.column[column], what: words.fault[fault] },
		value:
			fault === 'twice' || fault === 'says-otherwise' ? words.atRow(value) : whatIs(value, catalogue, lang),
	};
}

/** Another row, or a session of the venue by its name. */
function whatIs(value: string, catalogue: Catalogue, lang: Language): string {
	const row = /^row (\d+)$/.exec(value);
	if (row) return staffWords(lang).timetable.atRow(row[1]!);
	const meeting = meetingOf(catalogue, value as never);
	if (!meeting) return value;
	const { course, session } = meeting;
	return `${inLanguage(course.name, lang)} ${formatDate(session.startsAt, catalogue.venue.zone, lang)}`;
}

export const actions: Actions = {
	check: (event) => take(event, false),
	take: (event) => take(event, true),
};
