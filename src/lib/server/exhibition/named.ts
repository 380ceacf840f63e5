import type { VenueId } from '../../base/id.ts';
import { gapOf, holds } from '../../domain/consent.ts';
import { aboutOf, type ExhibitBody } from '../../domain/exhibit-references.ts';
import type { ExhibitKey, ExhibitRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import { consentsAbout, isLiving } from './lacks.ts';
import type { HeldBack } from './shapes.ts';
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
		if (await goneBy(tx, venueId, head, now)) gone.add(head.id);
	return gone;
}

/** How the consent of somebody who is not to be named has ended; null where they may be. */
async function goneBy(
	tx: Tx,
	venueId: VenueId,
	head: ExhibitRow,
	now: number,
): Promise<HeldBack['by'] | null> {
	const gap = gapOf(await consentsAbout(tx, venueId, [head]), 'life', now);
	if (gap === null || gap === 'none') return null;
	// That they live no more counts when a second person has approved it.
	const { approved } = head.standing;
	const version = approved && (await tx.exhibits.version(venueId, head, approved.version));
	return !version || isLiving(head, bodyOf(version), version.historic, now) ? gap : null;
}

/** Why no visitor sees an exhibit that tells `body`, however it stands itself; null where nothing holds it back. */
export async function holderOf(
	tx: Tx,
	venueId: VenueId,
	body: ExhibitBody,
	now: number,
): Promise<HeldBack | null> {
	const about = aboutOf(body);
	const [person] = about ? await tx.exhibits.get(venueId, [{ kind: 'honoree', id: about }]) : [];
	const by = person ? await goneBy(tx, venueId, person, now) : null;
	return person && by ? { person: { kind: person.kind, id: person.id }, title: person.title, by } : null;
}

/** Those of these that are shown as they stand and that no device has all the same. */
export async function heldBackAmong(
	tx: Tx,
	venueId: VenueId,
	heads: readonly ExhibitRow[],
): Promise<ReadonlySet<string>> {
	// Nothing but a story is held back as a whole.
	const keys = heads.flatMap(({ kind, id, seen }) =>
		kind === 'story' && seen === 'shown' ? [{ kind, id }] : [],
	);
	if (keys.length === 0) return new Set();
	const living = new Set((await tx.records.living(venueId, keys)).map(({ id }) => id));
	return new Set(keys.map(({ id }) => id).filter((id) => !living.has(id)));
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
