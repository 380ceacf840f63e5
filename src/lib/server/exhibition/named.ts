import type { VenueId } from '../../base/id.ts';
import { gapOf, holds } from '../../domain/consent.ts';
import type { ExhibitKey, ExhibitRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import { consentsAbout, isLiving } from './lacks.ts';
import { bodyOf } from './steps.ts';

/** Whose consent has ended is named in nothing that devices get, and is again when it holds. */

/** Those of these people who are not to be named at `now`. */
export async function goneAmong(
	tx: Tx,
	venueId: VenueId,
	people: Iterable<string>,
	now: number,
): Promise<ReadonlySet<string>> {
	const keys = [...people].map((id): ExhibitKey => ({ kind: 'honoree', id }));
	const gone = new Set<string>();
	for (const head of await tx.exhibits.get(venueId, keys))
		if (await isGone(tx, venueId, head, now)) gone.add(head.id);
	return gone;
}

async function isGone(tx: Tx, venueId: VenueId, head: ExhibitRow, now: number): Promise<boolean> {
	const gap = gapOf(await consentsAbout(tx, venueId, [head]), 'life', now);
	if (gap === null || gap === 'none') return false;
	// That they live no more counts when a second person has approved it.
	const { approved } = head.standing;
	const version = approved && (await tx.exhibits.version(venueId, head, approved.version));
	return !version || isLiving(head, bodyOf(version), version.historic, now);
}

/** Exhibits that may name one of these people, as far as any consent of theirs has ended. */
export async function namersOf(
	tx: Tx,
	venueId: VenueId,
	keys: readonly ExhibitKey[],
	now: number,
): Promise<ExhibitKey[]> {
	const found: ExhibitKey[] = [];
	for (const key of keys.filter(({ kind }) => kind === 'honoree')) {
		const consents = await tx.consents.about(venueId, key.kind, key.id);
		if (consents.every((consent) => holds(consent, now))) continue;
		const saying = await tx.exhibits.saying(venueId, JSON.stringify(key.id));
		found.push(...saying.filter(({ kind, id }) => kind !== key.kind || id !== key.id));
	}
	return found;
}
