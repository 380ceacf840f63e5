import type { Caveat, DoubtKind } from '$lib/domain/doubt.ts';
import type { PresenceFact } from '$lib/domain/fact.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import type { Language } from '$lib/domain/text.ts';
import { localDate, localTime } from '$lib/domain/venue-time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import type { ToldFact } from '$lib/i18n/staff/vocabulary.ts';
import type { ConflictPage, OpenConflict } from '$lib/server/inbox-shapes.ts';
import { sessionHead } from '../roster-view.server.ts';
import { isCredible, toldTime } from '../told-time.server.ts';

const MOST_SHOWN = 8;

/** One conflict in words of one language, in venue time. */
export interface ConflictView {
	readonly memberId: string;
	readonly sessionId: string;
	readonly name: string;
	readonly number: string | null;
	readonly kind: DoubtKind;
	readonly story: string;
	readonly orderUnsure: boolean;
	readonly disputed: boolean;
	/** When it counts from; null in dispute. */
	readonly since: string | null;
	readonly facts: readonly FactView[];
	/** Further facts that the card has no room for. */
	readonly more: number;
	/** Moments in order, one column each. */
	readonly moments: readonly string[];
	/** Every fact on the card: what a decision will have seen. */
	readonly saw: string;
}

export interface FactView {
	readonly id: string;
	readonly kind: PresenceFact['kind'];
	readonly present: boolean;
	readonly at: string;
	/** When it reached the hub, where that was later. */
	readonly arrived: string | null;
	readonly where: string;
	readonly reason: string | null;
	readonly caveats: readonly Caveat[];
	readonly stands: boolean;
	/** Columns of the moments when it was made and when it arrived, from 1. */
	readonly from: number;
	readonly to: number;
}

/** The conflicts of one session. */
export interface SessionView {
	readonly id: string;
	/** Null where the session is published no more. */
	readonly head: ReturnType<typeof sessionHead>;
	readonly count: number;
	readonly conflicts: readonly ConflictView[];
}

export const sessionViews = (page: ConflictPage, catalogue: Catalogue, lang: Language): SessionView[] =>
	page.sessions.map(({ sessionId, count, conflicts }) => ({
		...{ id: sessionId, head: sessionHead(catalogue, sessionId, lang), count },
		conflicts: conflicts.map((conflict) => conflictView(conflict, catalogue.venue.zone, lang)),
	}));

/** The hour and minute; the day too where it is not the day of `near`. */
function nearTime(at: number, near: number, zone: string, lang: Language): string {
	if (!isCredible(at)) return toldTime(at, zone, lang);
	const date = localDate(at, zone);
	if (isCredible(near) && date === localDate(near, zone)) return localTime(at, zone);
	const [, month, day] = date.split('-');
	return `${Number(month)}/${Number(day)} ${localTime(at, zone)}`;
}

export function conflictView(conflict: OpenConflict, zone: string, lang: Language): ConflictView {
	const words = staffWords(lang).inbox;
	const { scenes, kind, outcome } = conflict;
	const day = scenes[0]!.at;
	const time = (at: number) => nearTime(at, day, zone, lang);
	const isLate = (scene: OpenConflict['scenes'][number]) => scene.caveats.includes('offline');
	const shown = scenes.slice(0, MOST_SHOWN);
	const instants = shown.flatMap((s) => (isLate(s) ? [s.at, s.receivedAt] : [s.at])).sort((a, b) => a - b);
	const moments = [...new Set(instants.map(time))];
	const facts = shown.map((scene): FactView => {
		const where = scene.where || (scene.kind === 'correction' ? words.somebody : words.phone);
		const from = moments.indexOf(time(scene.at)) + 1;
		const to = isLate(scene) ? moments.indexOf(time(scene.receivedAt)) + 1 : from;
		const { entryId: id, present, reason, caveats, stands } = scene;
		const arrived = isLate(scene) ? time(scene.receivedAt) : null;
		return {
			id,
			kind: scene.kind,
			present,
			at: time(scene.at),
			arrived,
			where,
			reason,
			caveats,
			stands,
			from,
			to,
		};
	});
	return {
		...{ memberId: conflict.memberId, sessionId: conflict.sessionId, kind },
		...{ name: conflict.name ?? words.gone, number: conflict.number },
		story: words.story[kind](facts.filter((fact) => fact.stands).map(told)),
		orderUnsure: conflict.orderUnsure,
		disputed: outcome.status === 'disputed',
		since: outcome.status === 'present' && outcome.since !== null ? time(outcome.since) : null,
		...{ facts, more: scenes.length - shown.length, moments },
		...{ saw: scenes.map((scene) => scene.entryId).join(' ') },
	};
}

const told = ({ at, where, arrived, kind, present }: FactView): ToldFact => ({
	...{ at, where, arrived: arrived ?? at, offline: arrived !== null, isWord: kind === 'correction', present },
});
