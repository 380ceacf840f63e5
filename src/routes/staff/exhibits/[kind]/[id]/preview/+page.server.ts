import { error } from '@sveltejs/kit';
import { openDesk } from '../../../../desk.server.ts';
import { linesOf } from '../../../difference.ts';
import { kindIn } from '../../../save.server.ts';
import { pathLabel } from '../../../sheet-view.server.ts';
import type { PageServerLoad } from './$types';

const LAYOUTS = { portrait: [1080, 1920], landscape: [1920, 1080], phone: [390, 844] } as const;
export type Layout = keyof typeof LAYOUTS;
/** The kiosk has no page of its own for these. */
const WORDS_ONLY = ['scroll', 'scene'];

/** In the order of the buttons. */
const LAYOUT_NAMES: readonly Layout[] = ['portrait', 'landscape', 'phone'];

export const load: PageServerLoad = async (event) => {
	const { hub, venueId } = await openDesk(event, 'seeExhibits');
	const { lang } = await event.parent();
	const kind = kindIn(event.params);
	const sheet = await hub.exhibition.sheet(venueId, { kind, id: event.params.id });
	if (!sheet) error(404, 'no such exhibit at this venue');
	const asked = event.url.searchParams.get('layout') ?? '';
	const layout: Layout = asked in LAYOUTS ? (asked as Layout) : 'portrait';
	return {
		...{ kind, id: sheet.head.id, title: sheet.head.title, version: sheet.newest.version },
		...{ layout, size: LAYOUTS[layout], layouts: LAYOUT_NAMES },
		lines: WORDS_ONLY.includes(kind)
			? linesOf(kind, sheet.body).map(({ path, text }) => ({ label: pathLabel(kind, path, lang), text }))
			: null,
	};
};
