import * as v from 'valibot';
import type { ExhibitKind } from './editorial.ts';
import { EXHIBIT_KINDS } from './editorial.ts';
import { err, ok, type Result } from '../base/result.ts';
import { hexId, Instant, integer, line } from './shapes.ts';
import type { MediaKind } from './media.ts';
import { localDate } from './venue-time.ts';

/** Somebody's word that they may be shown. It stays on the hub: no device ever learns of it. */

/** Life and words; face; voice. */
export const PURPOSES = ['life', 'portrait', 'voice'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const ConsentSchema = v.object({
	id: hexId(8),
	/** What it is about: an exhibit, or one picture or recording. */
	about: v.object({ kind: v.picklist([...EXHIBIT_KINDS, 'media']), id: line(64) }),
	who: line(80),
	purposes: v.pipe(v.array(v.picklist(PURPOSES)), v.minLength(1)),
	/** Local date on the paper. */
	givenOn: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\d$/)),
	/** The first instant at which it holds no more; null: until it is withdrawn. */
	until: v.nullable(Instant),
	withdrawn: v.nullable(v.object({ at: Instant, reason: line(300) })),
	/** Who wrote it down, while it waits for somebody else who has seen the paper: until then it does not count. */
	unconfirmed: v.optional(line(40)),
	note: v.nullable(line(300)),
	/** The scanned paper, kept with the hub's private files. */
	scan: v.nullable(
		v.object({ sha256: hexId(32), type: line(40), bytes: integer(1, 50_000_000), name: line(120) }),
	),
});
export type Consent = v.InferOutput<typeof ConsentSchema>;

/**
 * Each with the purposes for which it still counts: whoever withdraws takes back all that was signed for the same until that day,
 * and signs anew to be shown again. `zone`: of the venue, since papers have a date.
 */
export function afterWithdrawals(consents: readonly Consent[], zone: string): Consent[] {
	const ends = consents.flatMap(({ withdrawn, unconfirmed, purposes }) =>
		withdrawn && !unconfirmed ? [{ on: localDate(withdrawn.at, zone), purposes }] : [],
	);
	const counts = (purpose: Purpose, { givenOn }: Consent): boolean =>
		!ends.some(({ on, purposes }) => purposes.includes(purpose) && givenOn <= on);
	return consents.map((consent) =>
		consent.withdrawn
			? consent
			: { ...consent, purposes: consent.purposes.filter((purpose) => counts(purpose, consent)) },
	);
}

/** Why something may not be shown. */
export type ConsentGap = 'none' | 'over' | 'withdrawn' | 'unconfirmed';

/** Null where one of them allows `purpose` at `now`. They are `afterWithdrawals`. */
export function gapOf(consents: readonly Consent[], purpose: Purpose, now: number): ConsentGap | null {
	const about = consents.filter(({ purposes }) => purposes.includes(purpose));
	if (about.some((consent) => holds(consent, now))) return null;
	if (about.some((consent) => isWaiting(consent) && !isOver(consent, now))) return 'unconfirmed';
	if (about.some(({ withdrawn }) => withdrawn !== null)) return 'withdrawn';
	return about.length > 0 ? 'over' : 'none';
}

export const isOver = ({ until }: Consent, now: number): boolean => until !== null && now >= until;

/** Written down, and to be confirmed yet. */
export const isWaiting = ({ withdrawn, unconfirmed }: Consent): boolean =>
	withdrawn === null && unconfirmed !== undefined;

export const holds = (consent: Consent, now: number): boolean =>
	consent.withdrawn === null && consent.unconfirmed === undefined && !isOver(consent, now);

/**
 * What somebody took back comes back by two people, as everything else does that visitors see. `before`: those about the same,
 * `afterWithdrawals`.
 */
export const needsSecondPerson = (
	before: readonly Consent[],
	purposes: readonly Purpose[],
	now: number,
): boolean =>
	purposes.some((purpose) => ['withdrawn', 'unconfirmed'].includes(gapOf(before, purpose, now) ?? ''));

/** By somebody else than whoever wrote it down. */
export function confirmed(consent: Consent, by: string): Result<Consent, 'not-waiting' | 'own-work'> {
	if (!isWaiting(consent)) return err('not-waiting');
	if (consent.unconfirmed === by) return err('own-work');
	const { unconfirmed: _, ...counting } = consent;
	return ok(counting);
}

/** What is on the paper, whoever writes it down and whenever. */
type Paper = Omit<Consent, 'id' | 'withdrawn' | 'unconfirmed'>;

/** Does it say what the other says? A paper is written down once, however often its form is sent. */
export const isSamePaper = (a: Paper, b: Paper): boolean => paperOf(a) === paperOf(b);

const paperOf = ({ about, who, purposes, givenOn, until, note, scan }: Paper): string =>
	JSON.stringify([
		about.kind,
		about.id,
		who,
		[...purposes].sort(),
		givenOn,
		until,
		note,
		scan?.sha256 ?? null,
	]);

/** When the last of those that hold for these purposes ends; null where one never does, or none holds. */
export function consentEnds(
	consents: readonly Consent[],
	purposes: readonly Purpose[],
	now: number,
): number | null {
	const ends = purposes.flatMap((purpose) => {
		const holding = consents.filter((consent) => consent.purposes.includes(purpose) && holds(consent, now));
		const last = Math.max(0, ...holding.map(({ until }) => until ?? Infinity));
		return Number.isFinite(last) && last > 0 ? [last] : [];
	});
	return ends.length > 0 ? Math.min(...ends) : null;
}

/** Whom a picture or recording shows. */
export const SHOWN = ['nobody', 'historic', 'living'] as const;
export type Shown = (typeof SHOWN)[number];

/** What has to be allowed before a picture or recording of somebody alive is shown. */
export const purposesOfMedia = (kind: MediaKind): readonly Purpose[] =>
	({ picture: ['portrait'], audio: ['voice'], video: ['portrait', 'voice'] })[kind] as readonly Purpose[];

/** Somebody of that age would be the oldest person alive. */
const OLDEST = 115;

/**
 * Is it about somebody who is alive, so that they are asked? `historic`: the editor says that they are not; `year`: this one.
 */
export function isOfLiving(
	kind: ExhibitKind,
	body: {
		readonly born?: number | undefined;
		readonly died?: number | undefined;
		readonly year?: number | undefined;
	},
	historic: boolean,
	year: number,
): boolean {
	if (historic) return false;
	if (kind === 'honoree')
		return body.died === undefined && (body.born === undefined || body.born > year - OLDEST);
	return kind === 'story' && (body.year === undefined || body.year > year - OLDEST);
}
