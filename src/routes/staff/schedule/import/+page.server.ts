import { fail } from '@sveltejs/kit';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { COLUMNS, type Column } from '$lib/domain/timetable.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import { fileKindWords } from '$lib/i18n/staff/file-kinds.ts';
import { WISHES, type Wishes } from '$lib/server/interchange/happening-build.ts';
import type { PlanNote } from '$lib/server/interchange/happening.ts';
import { groundOf, planSchedule, type ScheduleFault } from '$lib/server/interchange/plan-schedule.ts';
import { keepHeaders } from '$lib/server/own-headers.ts';
import type { TimetableProblem } from '$lib/server/timetable-plan.ts';
import { openDesk } from '../../desk.server.ts';
import { undoEdit } from '../undo.server.ts';
import { standingView } from './standing-view.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const MOST_TOLD = 200;
const LONGEST_HEADER = 80;

export const load: PageServerLoad = async (event) => {
	const { catalogue } = await openDesk(event, 'editSchedule');
	const { lang } = await event.parent();
	const rooms = [...catalogue.rooms.values()].map(({ id, number, name }) => ({
		id,
		name: [number, inLanguage(name, lang)].filter(Boolean).join(' '),
	}));
	const headers = Object.entries(COLUMNS).map(([column, [first, ...others]]) => ({
		...{ column: column as Column, first, others: others.join('、') },
	}));
	return { headers, rooms, capacity: WISHES.capacity };
};

/** Checks an uploaded timetable and, where it is without fault and asked for, publishes it. */
async function take(event: RequestEvent, really: boolean) {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'editSchedule');
	const form = await event.request.formData();
	const lang: Language = form.get('lang') === 'en' ? 'en' : 'zh';
	const words = staffWords(lang).timetable;
	const file = form.get('file');
	if (!(file instanceof File) || file.size === 0) return fail(400, { fileFault: words.chooseFile });
	await keepHeaders(hub.storage, venueId, 'schedule', headersIn(form));
	const ground = await groundOf(hub, venueId, catalogue);
	const plan = await planSchedule(await file.bytes(), ground, wishesIn(form));
	if (!plan.ok) return fail(400, { fileFault: faultWords(plan.error, lang) });
	const { problems, offerings, sessions, fresh, skipped, unanswered, unknownYears, unknown, notes } =
		plan.value;
	const told = problems.slice(0, MOST_TOLD).map((problem) => problemView(problem, catalogue, lang));
	const seen = { name: file.name, unknown, skipped, unanswered, unknownYears, offerings, sessions, fresh };
	const standing = standingView(plan.value.standing, catalogue, lang);
	const read = { ...seen, notes: noteViews(notes, lang), standing };
	if (problems.length > 0) return fail(400, { seen: read, told, count: problems.length });
	if (!really) return { seen: read, imported: false, editId: null };
	const brought = { actor: `staff:${staff.id}`, by: staff.name, file: file.name };
	return { seen: read, imported: true, editId: await hub.schedule.take(venueId, plan.value, brought) };
}

/** What staff say that headers mean. */
function headersIn(form: FormData): Map<string, string> {
	const [names, columns] = [form.getAll('header'), form.getAll('means')];
	return new Map(
		names.flatMap((name, n) => {
			const column = columns[n];
			return typeof name === 'string' && typeof column === 'string' && column in COLUMNS
				? [[name.slice(0, LONGEST_HEADER), column] as const]
				: [];
		}),
	);
}

function wishesIn(form: FormData): Wishes {
	const capacity = Number(form.get('capacity') || WISHES.capacity);
	const room = form.get('room');
	return {
		newRooms: form.get('knownRooms') === null,
		room: typeof room === 'string' && room !== '' ? room : null,
		capacity: Number.isInteger(capacity) && capacity > 0 && capacity <= 100_000 ? capacity : WISHES.capacity,
	};
}

function noteViews(notes: readonly PlanNote[], lang: Language): string[] {
	const words = staffWords(lang).timetable.note;
	const byKind = Map.groupBy(notes, ({ note }) => note);
	return [...byKind].map(([note, same]) => words[note](same.map(({ value }) => value).join('、')));
}

function faultWords(fault: ScheduleFault, lang: Language): string {
	const words = staffWords(lang).timetable;
	switch (fault.fault) {
		case 'missing-columns':
			return words.fileFault['missing-columns'](
				fault.columns.map((column) => words.column[column]).join('、'),
			);
		case 'more-sheets':
			return words.fileFault['more-sheets'](fault.sheets.join('、'));
		case 'column-twice':
			return words.fileFault['column-twice'](fault.header);
		case 'other-kind':
			return words.fileFault['other-kind'](fileKindWords(lang)[fault.seems]);
		case 'open-quote':
			return words.fileFault['open-quote'](fault.row);
		case 'broken':
			return words.fileFault.broken(fault.detail);
		case 'empty':
		case 'no-rows':
		case 'too-large':
			return words.fileFault[fault.fault];
	}
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
	undo: undoEdit,
};
