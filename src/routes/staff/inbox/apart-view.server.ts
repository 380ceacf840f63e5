import { inLanguage } from '$lib/domain/text.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import type { Language } from '$lib/domain/text.ts';
import { formatMoment } from '$lib/i18n/time.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import type { ApartReason } from '$lib/i18n/staff/vocabulary.ts';
import type { ApartEntry, ApartGroup } from '$lib/server/inbox-shapes.ts';
import { sessionHead } from '../roster-view.server.ts';
import { toldTime } from '../told-time.server.ts';

/** What one machine sent that was kept apart. */
export interface ApartView {
	readonly outboxId: string;
	readonly deviceId: string;
	readonly device: string;
	readonly revoked: boolean;
	readonly count: number;
	readonly reasons: readonly { readonly reason: ApartReason; readonly count: number }[];
	readonly received: string;
	/** What a decision about all of them is about: what the hub had taken by then. */
	readonly until: number;
	/** None of them can be read. */
	readonly unreadable: boolean;
	readonly entries: readonly ApartLine[];
}

export interface ApartLine {
	/** `seq.hash` */
	readonly key: string;
	readonly number: string;
	readonly reason: ApartReason;
	readonly name: string;
	readonly memberNumber: string | null;
	readonly what: string | null;
	readonly course: string | null;
	readonly current: 'present' | 'absent' | 'disputed' | null;
}

export function apartView(
	group: ApartGroup,
	entries: readonly ApartEntry[],
	catalogue: Catalogue,
	now: number,
	lang: Language,
): ApartView {
	const words = staffWords(lang).inbox;
	const { zone } = catalogue.venue;
	const { outboxId, deviceId, device, revoked, count, reasons, firstReceivedAt, lastReceivedAt } = group;
	const moment = (at: number) => formatMoment(at, now, zone, lang);
	return {
		...{ outboxId, deviceId, revoked, count, reasons, until: lastReceivedAt },
		device: device || words.unknownDevice,
		received: words.received(moment(firstReceivedAt), moment(lastReceivedAt)),
		unreadable: reasons.every(({ reason }) => reason === 'unreadable'),
		entries: entries.map((entry) => apartLine(entry, catalogue, lang)),
	};
}

function apartLine({ seq, hash, reason, says }: ApartEntry, catalogue: Catalogue, lang: Language): ApartLine {
	const words = staffWords(lang).inbox;
	const line = { key: `${seq}.${hash}`, number: words.number(seq), reason };
	if (!says)
		return { ...line, name: words.unread, memberNumber: null, what: null, course: null, current: null };
	const head = says.sessionId && sessionHead(catalogue, says.sessionId, lang);
	const offering = says.offeringId && catalogue.offerings.get(says.offeringId);
	return {
		...{ ...line, name: says.name ?? words.gone, memberNumber: says.number },
		what: `${toldTime(says.at, catalogue.venue.zone, lang)} ${actOf(says, words)}`,
		course: head
			? `${head.day} ${head.from} ${head.course}`
			: offering
				? inLanguage(offering.name, lang)
				: words.goneSession,
		current: says.current,
	};
}

function actOf(
	{ kind, present }: NonNullable<ApartEntry['says']>,
	words: ReturnType<typeof staffWords>['inbox'],
): string {
	if (kind === 'correction') return words.corrected(present);
	const acts = {
		...{ 'check-in': words.checkedIn, 'check-out': words.checkedOut, undo: words.undone },
		...{ 'sign-up': words.signedUp, withdrawal: words.withdrew },
	};
	return acts[kind];
}
