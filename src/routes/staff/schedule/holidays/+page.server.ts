import { fail } from '@sveltejs/kit';
import { readHolidayFile } from '$lib/domain/holiday-diff.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { openDesk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** A year's file has a few kilobytes. */
const LONGEST_FILE = 200_000;

export const load: PageServerLoad = async (event) => {
	const { hub } = await openDesk(event, 'seeSchedule');
	const { lang } = await event.parent();
	const years = await hub.holidays.years();
	return {
		years: years.reverse().map(({ year, source, off, work }) => ({
			...{ year, source: source ?? null },
			off: off.map(({ from, to, name }) => ({ from, to, name: inLanguage(name, lang) })),
			work: work.map(({ date, as }) => ({ date, as: as ?? null })),
		})),
	};
};

export const actions: Actions = {
	preview: async (event) => {
		const { hub } = await openDesk(event, 'answerHolidays');
		const file = (await event.request.formData()).get('file');
		if (!(file instanceof File) || file.size === 0) return fail(400, { fault: 'no-file' as const });
		if (file.size > LONGEST_FILE) return fail(400, { fault: 'not-json' as const });
		const read = readHolidayFile(await file.text());
		if (!read.ok) return fail(400, read.error);
		return { diff: await hub.holidays.preview(read.value), file: JSON.stringify(read.value) };
	},
	take: async (event) => {
		const { hub, staff } = await openDesk(event, 'answerHolidays');
		const { file } = await formText(event, 'file');
		const read = readHolidayFile(file.slice(0, LONGEST_FILE));
		if (!read.ok) return fail(400, read.error);
		const { year } = await hub.holidays.put(staff, read.value);
		return { taken: year.year };
	},
	answer: async (event) => {
		const { hub, staff } = await openDesk(event, 'answerHolidays');
		const { date, weekday } = await formText(event, 'date', 'weekday');
		if (!/^[1-7]$/.test(weekday)) return fail(400, { fault: 'bad-date' as const });
		const done = await hub.holidays.answer(staff, date, Number(weekday));
		return done.ok ? { answered: date } : fail(400, { fault: 'bad-date' as const });
	},
};
