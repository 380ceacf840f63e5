import type { Catalogue } from '$lib/domain/catalogue.ts';
import type { Language } from '$lib/domain/text.ts';
import { DOUBT_KINDS, type DoubtKind } from '$lib/domain/doubt.ts';
import { formatMoment } from '$lib/i18n/time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import type { DecisionVerdict } from '$lib/i18n/staff/vocabulary.ts';
import type { Decided } from '$lib/server/inbox-shapes.ts';
import { sessionHead } from '../roster-view.server.ts';

/** One decision as it is told afterwards. */
export interface DecidedView {
	readonly key: string;
	readonly verdict: DecisionVerdict;
	/** “counts as here”, “not counted” … */
	readonly result: string;
	readonly name: string;
	readonly number: string | null;
	readonly course: string | null;
	/** What it was about: the kind of the conflict, or why the entry was kept apart. */
	readonly about: string;
	readonly by: string;
	readonly reason: string;
	/** Where its story is told; null where nothing can be read. */
	readonly href: string | null;
}

export function decidedView(line: Decided, catalogue: Catalogue, now: number, lang: Language): DecidedView {
	const words = staffWords(lang).inbox;
	const { sessionId, memberId, verdict, status } = line;
	const head = sessionId && sessionHead(catalogue, sessionId, lang);
	const at = formatMoment(line.at, now, catalogue.venue.zone, lang);
	return {
		...{
			key: `${line.outboxId}.${line.seq}.${line.hash}`,
			verdict,
			number: line.number,
			reason: line.reason,
		},
		result: verdict === 'settled' ? words.verdict.settled[status ?? 'disputed'] : words.verdict[verdict],
		name: memberId ? (line.name ?? words.gone) : words.unread,
		course: head ? `${head.day} ${head.from} ${head.course}` : sessionId && words.goneSession,
		about: aboutOf(line, lang),
		by: words.by(line.by || words.somebody, at),
		href: head && line.name ? `/staff/sessions/${sessionId}/${memberId}` : null,
	};
}

function aboutOf({ about, device, seq }: Decided, lang: Language): string {
	const words = staffWords(lang).inbox;
	if (isDoubt(about)) return words.kind[about];
	const why = (words.why as Record<string, { title: string } | undefined>)[about]?.title ?? about;
	return `${device || words.unknownDevice} ${words.number(seq)} · ${why}`;
}

const isDoubt = (about: string): about is DoubtKind => (DOUBT_KINDS as readonly string[]).includes(about);
