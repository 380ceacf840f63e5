import { isDeepStrictEqual } from 'node:util';
import { asId, type StaffId, type VenueId } from '../../base/id.ts';
import type { ExhibitKind } from '../../domain/editorial.ts';
import type { ExhibitBody } from '../../domain/exhibit-references.ts';
import { parseBody } from '../../sync/records.ts';
import type { ExhibitSheet } from '../exhibition/shapes.ts';
import type { Hub } from '../hub.ts';
import type { Staff } from '../who.ts';

/** What is imported comes as a draft by the hub itself: some colleague looks at it before anybody else does. */
export const IMPORTER: Staff = {
	...{ id: asId<StaffId>('hub'), login: 'hub', name: 'gongzhan import', role: 'operator', venueId: null },
};
const BY = `staff:${IMPORTER.id}`;

/** `edited`: staff have written it since, and what they wrote stays. */
export type Drafted = 'new' | 'changed' | 'same' | 'edited';
type ImportBody = ExhibitBody & { readonly id: string };

/** What an import of this would do. `newest`: the version to build on; null for a new exhibit. */
export async function draftOf(
	hub: Hub,
	venueId: VenueId,
	kind: ExhibitKind,
	body: ImportBody,
): Promise<{ does: Drafted; newest: number | null; before: ExhibitBody | null }> {
	const sheet = await hub.exhibition.sheet(venueId, { kind, id: body.id });
	if (!sheet) return { does: 'new', newest: null, before: null };
	const newest = sheet.head.standing.latest;
	const imported = await importedBody(hub, venueId, sheet);
	const same = (one: ExhibitBody | null): boolean =>
		one !== null && isDeepStrictEqual(plain(kind, one), plain(kind, body));
	const does = same(imported) || same(sheet.body) ? 'same' : sheet.newest.by === BY ? 'changed' : 'edited';
	return { does, newest, before: sheet.body };
}

/** As it was imported last; null where it never was. */
export async function importedBody(
	hub: Hub,
	venueId: VenueId,
	{ head, versions }: ExhibitSheet,
): Promise<ExhibitBody | null> {
	const last = versions.find(({ by }) => by === BY);
	return last ? hub.exhibition.version(venueId, head, last.version) : null;
}

export async function saveDraft(
	hub: Hub,
	venueId: VenueId,
	kind: ExhibitKind,
	body: ImportBody,
	historic: boolean,
): Promise<Drafted> {
	const { does, newest } = await draftOf(hub, venueId, kind, body);
	if (does === 'same' || does === 'edited') return does;
	const done = await hub.exhibition.save(IMPORTER, venueId, kind, { body, historic, base: newest });
	return done.ok ? does : 'edited';
}

/** As its record would be, whatever order its members came in. */
const plain = (kind: ExhibitKind, body: ExhibitBody): unknown => {
	const { initial: _initial, ...said } = body as ExhibitBody & { initial?: string };
	const whole = kind === 'honoree' ? { ...said, initial: 'A' } : said;
	return JSON.parse(JSON.stringify(parseBody(kind, whole) ?? whole));
};
