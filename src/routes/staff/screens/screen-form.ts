import * as v from 'valibot';
import { MOST_SLOTS, ScreenSchema } from '$lib/domain/screen-shapes.ts';
import type { Screen } from '$lib/domain/screen.ts';

/** A display's settings out of a form: on the hub, and while somebody types, for the preview. Null where something is wrong. */
export function readScreen(form: FormData): Screen | null {
	const text = (name: string): string => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
	const all = (name: string): string[] => form.getAll(name).filter((one) => typeof one === 'string');
	const slots = Array.from({ length: MOST_SLOTS }, (_, n) => ({
		days: all(`days-${n}`).map(Number),
		from: text(`from-${n}`),
		to: text(`to-${n}`) === '00:00' ? '24:00' : text(`to-${n}`),
		scenes: all(`scenes-${n}`),
		seconds: Number(text(`each-${n}`)),
	}));
	const parsed = v.safeParse(ScreenSchema, {
		zones: all('zones'),
		floors: all('floors').map(Number),
		rooms: all('rooms'),
		rows: text('rows') === '' ? null : Number(text('rows')),
		seconds: Number(text('seconds')),
		order: text('order'),
		languages: text('languages').split(',').filter(Boolean),
		playlist: slots.filter(({ scenes }) => scenes.length > 0),
	});
	return parsed.success ? parsed.output : null;
}
