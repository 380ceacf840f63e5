import type { Consent } from '$lib/domain/consent.ts';
import type { Language } from '$lib/domain/text.ts';
import { exhibitsWords } from '$lib/i18n/staff/exhibits.ts';
import { EXHIBIT_KINDS, isExhibitKind, type ExhibitKind } from '$lib/domain/editorial.ts';
import { localDate, localTime } from '$lib/domain/venue-time.ts';
import type { ExhibitFilter, ExhibitRow } from '$lib/server/storage/exhibit-port.ts';

export const SHOWS = ['all', 'draft', 'review', 'shown', 'scheduled', 'withdrawn'] as const;
export type Show = (typeof SHOWS)[number];

export interface Asked {
	readonly kind: ExhibitKind | null;
	readonly show: Show;
	readonly query: string;
	/** From 1. */
	readonly page: number;
}

/** What an address asks for. What nobody could have chosen is as if it were not there. */
export function askedOf({ searchParams }: URL): Asked {
	const [kind, show, page] = ['kind', 'show', 'page'].map((name) => searchParams.get(name) ?? '') as [
		...[string, string, string],
	];
	return {
		kind: isExhibitKind(kind) ? kind : null,
		show: SHOWS.find((each) => each === show) ?? 'all',
		query: (searchParams.get('q') ?? '').trim().slice(0, 60),
		page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
	};
}

/** The same question, at another page: there are fewer than were asked for, since some were withdrawn meanwhile. */
export function pageOf({ pathname, searchParams }: URL, page: number): string {
	const asked = new URLSearchParams(searchParams);
	asked.set('page', String(page));
	return `${pathname}?${asked}`;
}

export const filterOf = ({ kind, show, query }: Asked): ExhibitFilter => ({
	...(kind ? { kind } : {}),
	...(query ? { query: query.toLowerCase() } : {}),
	...(show === 'draft' || show === 'review' ? { stage: show } : {}),
	...(show === 'shown' || show === 'scheduled' || show === 'withdrawn' ? { seen: show } : {}),
});

/** 2026-11-22 09:30 at the venue. */
export const moment = (at: number, zone: string): string => `${localDate(at, zone)} ${localTime(at, zone)}`;

export const lineOf = (row: ExhibitRow, zone: string, heldBack: ReadonlySet<string>) => ({
	...{ kind: row.kind, id: row.id, title: row.title, seen: row.seen, stage: row.standing.stage },
	heldBack: row.kind === 'story' && heldBack.has(row.id),
	...{ chosen: row.standing.chosen, changedAt: moment(row.changedAt, zone), changedBy: row.changedBy },
});

/** A consent that a second person has to confirm, and where. */
export function waitingView({ consent, title }: { consent: Consent; title: string }, lang: Language) {
	const words = exhibitsWords(lang);
	const { id, who, purposes, givenOn } = consent;
	const { kind, id: subject } = consent.about;
	return {
		...{ id, title, givenOn, href: `/staff/exhibits/${kind}/${subject}#consent` },
		said: words.consent.waitingOf(who, purposes.map((each) => words.purpose[each]).join('、')),
	};
}

/** How many there are of each kind and of each state, for the filters; `others` wait for a second person too: media, consents. */
export function tally(
	counts: readonly { kind: ExhibitKind; stage: string; seen: string; count: number }[],
	others: number,
) {
	const sum = (goes: (each: (typeof counts)[number]) => boolean): number =>
		counts.filter(goes).reduce((all, { count }) => all + count, 0);
	return {
		kinds: EXHIBIT_KINDS.map((kind) => ({ kind, count: sum((each) => each.kind === kind) })),
		shows: SHOWS.map((show) => ({
			show,
			count:
				sum(({ stage, seen }) => show === 'all' || stage === show || seen === show) +
				(show === 'review' ? others : 0),
		})),
	};
}
