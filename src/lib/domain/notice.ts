import type { Notice } from './notice-shapes.ts';

export type { Notice } from './notice-shapes.ts';

/** Those that are up at `now`: important ones first, then the newest. */
export function noticesAt(notices: Iterable<Notice>, now: number): Notice[] {
	return [...notices]
		.filter(({ from, until }) => from <= now && now < until)
		.sort(
			(a, b) =>
				Number(b.priority === 'important') - Number(a.priority === 'important') ||
				b.from - a.from ||
				(a.id < b.id ? -1 : 1),
		);
}
