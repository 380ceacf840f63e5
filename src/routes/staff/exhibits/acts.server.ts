import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { ExhibitKind } from '$lib/domain/editorial.ts';
import { isDate } from '$lib/domain/holidays.ts';
import { instantOf } from '$lib/domain/venue-time.ts';
import type { Done } from '$lib/server/exhibition/shapes.ts';
import type { ExhibitKey } from '$lib/server/storage/exhibit-port.ts';
import { openDesk, type Desk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { kindIn } from './save.server.ts';
import { lackWords } from './sheet-view.server.ts';

type Event = RequestEvent<{ kind: string; id: string }>;

interface At extends Desk {
	readonly key: ExhibitKey & { readonly kind: ExhibitKind };
	/** The version that whoever acts has seen. */
	readonly version: number;
}

const FIELDS = ['version', 'reason', 'from', 'until', 'lang', 'period'] as const;
export type ActForm = Record<(typeof FIELDS)[number], string>;

/** An action that does one step and goes back to the page, or tells there why not. */
export const step =
	(
		ability: 'writeExhibits' | 'approveExhibits',
		name: string,
		run: (at: At, typed: ActForm) => Promise<Done> | 'bad-times',
	) =>
	async (event: Event) => {
		const desk = await openDesk(event, ability);
		const typed = await formText(event, ...FIELDS);
		const key = { kind: kindIn(event.params), id: event.params.id };
		const lang = typed.lang === 'en' ? 'en' : 'zh';
		const version = /^\d{1,6}$/.test(typed.version) ? Number(typed.version) : 0;
		const done = await run({ ...desk, key, version }, typed);
		if (done === 'bad-times') return fail(400, { fault: 'bad-times' as const, typed, lacks: [] });
		if (done.ok) redirect(303, `/staff/exhibits/${key.kind}/${key.id}?done=${name}`);
		const { fault, lacks } = done.error;
		return fail(409, { fault, typed, lacks: lacks.map((lack) => lackWords(lack, lang)) });
	};

/** A form's times at the venue: nothing, or a date with or without a time. */
export function timesIn(
	{ from, until }: Pick<ActForm, 'from' | 'until'>,
	zone: string,
): { from: number | null; until: number | null } | null {
	const instant = (typed: string): number | null | undefined => {
		const said = typed.trim();
		if (said === '') return null;
		const [date = '', time = '00:00'] = said.split(/[T ]+/);
		return isDate(date) && /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time) ? instantOf(date, time, zone) : undefined;
	};
	const [begin, end] = [instant(from), instant(until)];
	return begin === undefined || end === undefined ? null : { from: begin, until: end };
}
