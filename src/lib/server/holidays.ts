import * as v from 'valibot';
import published2026 from '../../../kiosk-config/holidays/2026.json' with { type: 'json' };
import { assert } from '../base/assert.ts';
import { err, ok, type Result } from '../base/result.ts';
import { holidayDiff, type HolidayDiff } from '../domain/holiday-diff.ts';
import { HolidayYearSchema, type HolidayYear } from '../domain/holidays.ts';
import type { Context } from './context.ts';
import type { Staff } from './who.ts';
import type { Tx } from './storage/port.ts';

/** Holidays and make-up days as the city keeps them: those shipped, with what staff have said of them. */
export interface HolidayService {
	years(): Promise<HolidayYear[]>;
	/** Says which weekday a make-up day stands for: asked once a year. */
	answer(by: Staff, date: string, weekday: number): Promise<Result<HolidayYear, 'no-such-day'>>;
	/** What a year's file would change. Writes nothing. */
	preview(file: HolidayYear): Promise<HolidayDiff>;
	/** Takes a year's file in the place of what is known of that year; answers for make-up days stay. */
	put(by: Staff, file: HolidayYear): Promise<HolidayDiff>;
}

const SHIPPED = [v.parse(HolidayYearSchema, published2026)];
/** Under which key the years are kept that staff have answered for. */
const KNOWN = 'holiday years';

export function holidayService({ storage, clock }: Context): HolidayService {
	const save = async (tx: Tx, by: Staff, year: HolidayYear): Promise<void> => {
		const others = (await kept(tx)).filter((known) => known.year !== year.year);
		await tx.meta.set(KNOWN, JSON.stringify([...others, year]));
		await tx.audit.append({
			...{ at: clock.now(), venueId: null, actor: `staff:${by.id}`, action: 'holidays-changed' },
			...{ subject: `holidays:${year.year}`, detail: JSON.stringify(year.work) },
		});
	};
	return {
		years: () => storage.read(yearsOf),
		preview: (file) => storage.read(async (tx) => holidayDiff(await yearsOf(tx), file)),
		put: (by, file) =>
			storage.write(null, async (tx) => {
				const diff = holidayDiff(await yearsOf(tx), file);
				await save(tx, by, diff.year);
				return diff;
			}),
		answer: (by, date, weekday) =>
			storage.write(null, async (tx) => {
				assert(weekday >= 1 && weekday <= 7, 'a weekday is 1 to 7');
				const year = (await yearsOf(tx)).find(({ work }) => work.some((day) => day.date === date));
				if (!year) return err('no-such-day' as const);
				const work = year.work.map((day) => (day.date === date ? { date, as: weekday } : day));
				await save(tx, by, { ...year, work });
				return ok({ ...year, work });
			}),
	};
}

async function kept(tx: Tx): Promise<HolidayYear[]> {
	const text = await tx.meta.get(KNOWN);
	return text === null ? [] : v.parse(v.array(HolidayYearSchema), JSON.parse(text));
}

async function yearsOf(tx: Tx): Promise<HolidayYear[]> {
	const own = await kept(tx);
	const shipped = SHIPPED.filter(({ year }) => !own.some((known) => known.year === year));
	return [...shipped, ...own].sort((a, b) => a.year - b.year);
}
