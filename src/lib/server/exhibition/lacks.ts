import { asId, type MediaId, type VenueId } from '../../base/id.ts';
import { afterWithdrawals, gapOf, isOfLiving, purposesOfMedia, type Consent } from '../../domain/consent.ts';
import { mediaOf, referencesOf, type ExhibitBody } from '../../domain/exhibit-references.ts';
import type { Honoree } from '../../domain/exhibit.ts';
import type { ExhibitKey, MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import { zoneOf } from '../zone-of.ts';
import type { Lack } from './shapes.ts';

export const yearOf = (now: number): number => new Date(now).getUTCFullYear();

/** Is it about somebody who has to be asked? */
export const isLiving = (key: ExhibitKey, body: ExhibitBody, historic: boolean, now: number): boolean =>
	isOfLiving(key.kind, body as { born?: number; died?: number; year?: number }, historic, yearOf(now));

/** What it needs before visitors may see it. */
export async function lacksOf(
	tx: Tx,
	venueId: VenueId,
	key: ExhibitKey,
	{ body, historic }: { body: ExhibitBody; historic: boolean },
	now: number,
): Promise<Lack[]> {
	const wanted = mediaOf(body);
	const rows = new Map((await tx.media.get(venueId, wanted)).map((row) => [row.mediaId, row]));
	const lacks: Lack[] = [...sourcesMissing(key, body), ...(await unknownReferences(tx, venueId, body))];
	if (isLiving(key, body, historic, now)) {
		const gap = gapOf(await consentsAbout(tx, venueId, [key]), 'life', now);
		if (gap) lacks.push({ what: 'consent', purpose: 'life', gap, mediaId: null });
	}
	for (const mediaId of wanted)
		lacks.push(...(await mediaLacks(tx, venueId, mediaId, rows.get(mediaId), now)));
	return lacks;
}

const sourcesMissing = ({ kind }: ExhibitKey, body: ExhibitBody): Lack[] =>
	kind === 'honoree'
		? (body as Honoree).honours.flatMap(({ source }, at) => (source ? [] : [{ what: 'source' as const, at }]))
		: [];

async function unknownReferences(tx: Tx, venueId: VenueId, body: ExhibitBody): Promise<Lack[]> {
	const named = referencesOf(body);
	const there = new Set((await tx.exhibits.get(venueId, named)).map(({ kind, id }) => `${kind} ${id}`));
	return named
		.filter(({ kind, id }) => !there.has(`${kind} ${id}`))
		.map((to) => ({ what: 'reference' as const, to }));
}

async function mediaLacks(
	tx: Tx,
	venueId: VenueId,
	mediaId: MediaId,
	row: MediaRow | undefined,
	now: number,
): Promise<Lack[]> {
	if (!row) return [{ what: 'media', mediaId, state: 'unknown' }];
	if (row.state !== 'ready') return [{ what: 'media', mediaId, state: row.state }];
	if (row.shown !== 'living') return [];
	const consents = await consentsOfMedia(tx, venueId, row);
	return purposesOfMedia(row.kind).flatMap((purpose) => {
		const gap = gapOf(consents, purpose, now);
		return gap ? [{ what: 'consent' as const, purpose, gap, mediaId }] : [];
	});
}

/** Those about any of these, as they count after each other's withdrawals. */
export async function consentsAbout(
	tx: Tx,
	venueId: VenueId,
	abouts: readonly Consent['about'][],
): Promise<Consent[]> {
	const found: Consent[] = [];
	for (const { kind, id } of abouts) found.push(...(await tx.consents.about(venueId, kind, id)));
	const isPlain = found.every(({ withdrawn }) => withdrawn === null);
	return isPlain ? found : afterWithdrawals(found, await zoneOf(tx, venueId));
}

/** Those about the picture itself, and those of the person whom it shows. */
export const consentsOfMedia = (
	tx: Tx,
	venueId: VenueId,
	{ mediaId, person }: MediaRow,
): Promise<Consent[]> =>
	consentsAbout(tx, venueId, [{ kind: 'media', id: mediaId }, ...(person ? [person] : [])]);

/** What staff see of those about this. */
export async function consentsShown(tx: Tx, venueId: VenueId, about: Consent['about']): Promise<Consent[]> {
	return (await countingFor(tx, venueId, about)).filter(({ about: { kind } }) => kind === about.kind);
}

/** All that count for this: for a picture, those of the person in it too. */
export async function countingFor(tx: Tx, venueId: VenueId, about: Consent['about']): Promise<Consent[]> {
	const [row] = about.kind === 'media' ? await tx.media.get(venueId, [asId<MediaId>(about.id)]) : [];
	return row ? consentsOfMedia(tx, venueId, row) : consentsAbout(tx, venueId, [about]);
}
