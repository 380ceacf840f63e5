import { assert } from '../../base/assert.ts';
import type { MediaId, VenueId } from '../../base/id.ts';
import { consentEnds, gapOf, purposesOfMedia } from '../../domain/consent.ts';
import { nextTurn, visibilityOf, withdrawn, type Standing } from '../../domain/editorial.ts';
import { mediaOf, type ExhibitBody } from '../../domain/exhibit-references.ts';
import { parseBody } from '../../sync/records.ts';
import { checkedChange } from '../records.ts';
import type { ExhibitKey, ExhibitRow, MediaRow, VersionRow } from '../storage/exhibit-port.ts';
import type { RecordChange, Tx } from '../storage/port.ts';
import { consentsOfMedia, isLiving } from './lacks.ts';

/**
 * Makes the venue's records what its exhibits, media and consents say at `now`: puts up, takes down, and notes when to look
 * again. To be called in the transaction that changes any of them, with what it changed.
 */
export async function settle(
	tx: Tx,
	venueId: VenueId,
	keys: readonly ExhibitKey[],
	media: readonly MediaId[],
	now: number,
): Promise<void> {
	const changes: RecordChange[] = [];
	const touched = new Set(media);
	const heads: ExhibitRow[] = [];
	for (const head of await tx.exhibits.get(venueId, keys)) {
		const settled = await settleExhibit(tx, venueId, head, now);
		heads.push(settled.head);
		changes.push(settled.change);
		const used = settled.body ? mediaOf(settled.body) : [];
		const before = await tx.exhibits.uses(venueId, head);
		for (const id of [...before, ...used]) touched.add(id);
		if (before.join() !== [...used].sort().join()) await tx.exhibits.use(venueId, head, used);
	}
	await tx.exhibits.put(venueId, heads);
	for (const row of await tx.media.get(venueId, [...touched]))
		changes.push(await settleMedia(tx, venueId, row, now));
	await tx.records.put(venueId, changes);
}

async function settleExhibit(tx: Tx, venueId: VenueId, head: ExhibitRow, now: number) {
	const { standing: told, kind, id } = head;
	const shown = told.approved && visibilityOf(told, now) === 'shown';
	const version = shown ? await tx.exhibits.version(venueId, head, told.approved!.version) : null;
	const consent = version && (await lifeConsent(tx, venueId, version, now));
	const standing = consent?.gap ? await takeBack(tx, venueId, head, consent.gap, now) : told;
	const turns = [nextTurn(standing, now), consent?.gap ? null : (consent?.ends ?? null)];
	const due = turns.filter((at) => at !== null);
	const seen = visibilityOf(standing, now);
	const body = seen === 'shown' && version ? shownBody(version, standing) : null;
	const settled: ExhibitRow = { ...head, standing, seen, dueAt: due.length > 0 ? Math.min(...due) : null };
	return { head: settled, body, change: checkedChange({ kind, id, body }) };
}

/** What devices get of a version. */
export function shownBody(version: VersionRow, { chosen }: Pick<Standing, 'chosen'>): ExhibitBody {
	const written = JSON.parse(version.body) as ExhibitBody;
	const period = { honoree: 'month', story: 'week' }[version.kind as string];
	const body = parseBody(version.kind, period && chosen ? { ...written, [period]: chosen } : written);
	assert(body, `version ${version.version} of ${version.kind} ${version.id} can be read`);
	return body;
}

/**
 * Only what was allowed once ends: what was never asked for is refused before it is shown, and what the hub brings itself needs
 * nobody's word.
 */
async function lifeConsent(tx: Tx, venueId: VenueId, version: VersionRow, now: number) {
	const body = JSON.parse(version.body) as ExhibitBody;
	if (!isLiving(version, body, version.historic, now)) return null;
	const consents = await tx.consents.about(venueId, version.kind, version.id);
	const gap = gapOf(consents, 'life', now);
	return { gap: gap === 'none' ? null : gap, ends: consentEnds(consents, ['life'], now) };
}

async function takeBack(
	tx: Tx,
	venueId: VenueId,
	{ standing, kind, id }: ExhibitRow,
	gap: 'over' | 'withdrawn',
	now: number,
): Promise<Standing> {
	const cause = gap === 'over' ? 'consent-over' : 'consent-withdrawn';
	const done = withdrawn(standing, now, 'hub', cause, cause);
	assert(done.ok, 'what is shown can be taken back');
	const step = { kind, id, version: standing.latest, by: 'hub', name: '', at: now, detail: null };
	await tx.exhibits.addStep(venueId, { ...step, act: cause });
	const line = { at: now, venueId, actor: 'hub', subject: `${kind}:${id}`, detail: cause };
	await tx.audit.append({ ...line, action: 'exhibit-withdrawn' });
	return done.value;
}

/** Published while an exhibit shows it, and while whoever it shows agrees. */
async function settleMedia(tx: Tx, venueId: VenueId, row: MediaRow, now: number): Promise<RecordChange> {
	const used = (await tx.exhibits.usedBy(venueId, row.mediaId)).length > 0;
	const gone = { kind: 'media' as const, id: row.mediaId, body: null };
	if (!used || row.state !== 'ready') return note(tx, venueId, row, null, gone);
	const published = checkedChange({ ...gone, body: parseBody('media', JSON.parse(row.body)) });
	if (row.shown !== 'living') return note(tx, venueId, row, null, published);
	const consents = await consentsOfMedia(tx, venueId, row);
	const purposes = purposesOfMedia(row.kind);
	const missing = purposes.some((purpose) => gapOf(consents, purpose, now) !== null);
	const ends = missing ? null : consentEnds(consents, purposes, now);
	return note(tx, venueId, row, ends, missing ? gone : published);
}

async function note(
	tx: Tx,
	venueId: VenueId,
	row: MediaRow,
	dueAt: number | null,
	change: RecordChange,
): Promise<RecordChange> {
	if (row.dueAt !== dueAt) await tx.media.put(venueId, { ...row, dueAt });
	return change;
}
