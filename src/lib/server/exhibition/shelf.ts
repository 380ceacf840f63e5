import { assert } from '../../base/assert.ts';
import type { MediaId, VenueId } from '../../base/id.ts';
import { consentEnds, gapOf, type ConsentGap } from '../../domain/consent.ts';
import { nextTurn, visibilityOf, withdrawn, type Standing } from '../../domain/editorial.ts';
import {
	mediaOf,
	referencesOf,
	isAboutOneOf,
	withoutMedia,
	withoutPeople,
	type ExhibitBody,
} from '../../domain/exhibit-references.ts';
import { parseBody } from '../../sync/records.ts';
import { checkedChange } from '../records.ts';
import type { ExhibitKey, ExhibitRow, VersionRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import { consentsAbout, isLiving } from './lacks.ts';
import { settleMedia } from './media-shelf.ts';
import { goneAmong, namersOf } from './named.ts';

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
	const touched = new Set(media);
	const settled: Settled[] = [];
	for (const head of await tx.exhibits.get(venueId, keys)) {
		const each = await settleExhibit(tx, venueId, head, now);
		settled.push(each);
		const used = each.body ? mediaOf(each.body) : [];
		const before = await tx.exhibits.uses(venueId, head);
		for (const id of [...before, ...used]) touched.add(id);
		if (before.join() !== [...used].sort().join()) await tx.exhibits.use(venueId, head, used);
	}
	await tx.exhibits.put(
		venueId,
		settled.map(({ head }) => head),
	);
	const turned = await settleMedia(tx, venueId, [...touched], now);
	const others = await namersOf(tx, venueId, keys, now);
	for (const id of turned) others.push(...(await tx.exhibits.usedBy(venueId, id)));
	settled.push(...(await showing(tx, venueId, others, settled)));
	await publish(tx, venueId, settled, now);
}

/** An exhibit as it stands, and what visitors see of it with all its pictures; null: nothing. */
interface Settled {
	readonly head: ExhibitRow;
	readonly body: ExhibitBody | null;
}

/** Those of these exhibits that are on show, beside those known already. */
async function showing(
	tx: Tx,
	venueId: VenueId,
	among: readonly ExhibitKey[],
	known: readonly Settled[],
): Promise<Settled[]> {
	const keys = new Map(among.map((key) => [`${key.kind} ${key.id}`, key]));
	for (const { head } of known) keys.delete(`${head.kind} ${head.id}`);
	const found: Settled[] = [];
	for (const head of await tx.exhibits.get(venueId, [...keys.values()])) {
		if (head.seen !== 'shown') continue;
		const version = await tx.exhibits.version(venueId, head, head.standing.approved!.version);
		found.push({ head, body: shownBody(version!, head.standing) });
	}
	return found;
}

/** Devices never learn of media that they do not get, nor of people whose consent has ended, not even by name. */
async function publish(tx: Tx, venueId: VenueId, settled: readonly Settled[], now: number): Promise<void> {
	const bodies = settled.flatMap(({ body }) => body ?? []);
	const hidden = new Set<MediaId>();
	for (const id of new Set(bodies.flatMap(mediaOf)))
		if ((await tx.records.body(venueId, 'media', id)) === null) hidden.add(id);
	const people = bodies.flatMap(referencesOf).filter(({ kind }) => kind === 'honoree');
	const gone = await goneAmong(tx, venueId, new Set(people.map(({ id }) => id)), now);
	const changes = settled.map(({ head: { kind, id }, body }) =>
		checkedChange({
			...{ kind, id },
			body: body && !isAboutOneOf(body, gone) ? withoutPeople(withoutMedia(body, hidden), gone) : null,
		}),
	);
	await tx.records.put(venueId, changes);
}

async function settleExhibit(tx: Tx, venueId: VenueId, head: ExhibitRow, now: number): Promise<Settled> {
	const { standing: told } = head;
	const shown = told.approved && visibilityOf(told, now) === 'shown';
	const version = shown ? await tx.exhibits.version(venueId, head, told.approved!.version) : null;
	const consent = version && (await lifeConsent(tx, venueId, version, now));
	const standing = consent?.gap ? await takeBack(tx, venueId, head, consent.gap, now) : told;
	// Whoever is not shown themselves may be named elsewhere until then.
	const named = !version && head.kind === 'honoree' ? await consentsAbout(tx, venueId, [head]) : [];
	const ends = consent?.gap ? null : (consent?.ends ?? consentEnds(named, ['life'], now));
	const turns = [nextTurn(standing, now), ends];
	const due = turns.filter((at) => at !== null);
	const seen = visibilityOf(standing, now);
	const body = seen === 'shown' && version ? shownBody(version, standing) : null;
	const settled: ExhibitRow = { ...head, standing, seen, dueAt: due.length > 0 ? Math.min(...due) : null };
	return { head: settled, body };
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
	const consents = await consentsAbout(tx, venueId, [version]);
	const gap = gapOf(consents, 'life', now);
	return { gap: gap === 'none' ? null : gap, ends: consentEnds(consents, ['life'], now) };
}

async function takeBack(
	tx: Tx,
	venueId: VenueId,
	{ standing, kind, id }: ExhibitRow,
	gap: Exclude<ConsentGap, 'none'>,
	now: number,
): Promise<Standing> {
	const cause = gap === 'withdrawn' ? 'consent-withdrawn' : 'consent-over';
	const done = withdrawn(standing, now, 'hub', cause, cause);
	assert(done.ok, 'what is shown can be taken back');
	const step = { kind, id, version: standing.latest, by: 'hub', name: '', at: now, detail: null };
	await tx.exhibits.addStep(venueId, { ...step, act: cause });
	const line = { at: now, venueId, actor: 'hub', subject: `${kind}:${id}`, detail: cause };
	await tx.audit.append({ ...line, action: 'exhibit-withdrawn' });
	return done.value;
}
