import type { Catalogue } from '$lib/domain/catalogue.ts';
import { clashesOf } from '$lib/domain/clashes.ts';
import type { Language } from '$lib/domain/text.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { toldClashes } from '../../../schedule/clash-view.server.ts';

/** So many are told one by one. */
const TOLD = 20;

/** When the teacher of a class is also needed elsewhere, from now on: a class that changes hands stays in the schedule all the same. */
export function teacherClashes(
	catalogue: Catalogue,
	offeringId: string,
	now: number,
	lang: Language,
): string[] {
	const coming = [...catalogue.sessions.values()].filter(
		(session) => session.offeringId === offeringId && session.endsAt > now,
	);
	return clashesOf(coming, catalogue.sessions.values(), catalogue.offerings)
		.filter(({ over }) => over === 'teacher')
		.slice(0, TOLD)
		.map((clash) => {
			const { startsAt } = catalogue.sessions.get(clash.with)!;
			const day = formatDate(startsAt, catalogue.venue.zone, lang);
			return `${day} ${toldClashes(catalogue, [clash], lang).join('')}`;
		});
}
