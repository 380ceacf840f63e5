import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isExhibitKind, type ExhibitKind } from '$lib/domain/editorial.ts';
import type { Writing } from '$lib/server/exhibition/shapes.ts';
import type { VenueId } from '$lib/base/id.ts';
import { err, ok, type Result } from '$lib/base/result.ts';
import type { Media } from '$lib/domain/media.ts';
import { workByHand, type HandWork } from '$lib/exhibits/iiif/by-hand.ts';
import type { Hub } from '$lib/server/hub.ts';
import { openDesk } from '../desk.server.ts';
import { isImported } from './fields.ts';
import { readForm, reshaped, typedIn, type Faults } from './form.server.ts';

/** The kind in an address; strangers are sent to sign in before they learn whether there is one. */
export function kindIn(params: Partial<Record<string, string>>): ExhibitKind {
	const kind = params['kind'] ?? '';
	return isExhibitKind(kind) ? kind : error(404, 'no such kind of exhibit');
}

/** The two things that a form of an exhibit does: change how many rows it has, and save. */
export async function shapeForm(event: RequestEvent) {
	await openDesk(event, 'writeExhibits');
	kindIn(event.params);
	const form = await event.request.formData();
	const typed = reshaped(typedIn(form), textIn(form, 'shape'));
	return { typed, historic: form.has('historic'), base: baseIn(form), faults: {} as Faults, fault: null };
}

export async function saveForm(event: RequestEvent) {
	const { hub, venueId, staff } = await openDesk(event, 'writeExhibits');
	const kind = kindIn(event.params);
	const form = await event.request.formData();
	const historic = form.has('historic');
	const base = baseIn(form);
	const id = event.params['id'];
	const before = kind === 'work' && id ? await hub.exhibition.sheet(venueId, { kind, id }) : null;
	const imported = before && isImported(kind, before.body) ? before.body : null;
	const read = readForm(kind, typedIn(form), id ?? 'new', imported);
	if (!read.ok) return fail(400, { ...read.error, historic, base, fault: null });
	const made =
		kind === 'work' && !imported ? await bound(hub, venueId, read.value as HandWork) : ok(read.value);
	if (!made.ok) return fail(400, { typed: typedIn(form), faults: made.error, historic, base, fault: null });
	const body = { ...made.value, ...(id === undefined ? {} : { id }) } as unknown as Writing['body'];
	const done = await hub.exhibition.save(staff, venueId, kind, {
		...{ body, historic, base: id === undefined ? null : base },
	});
	if (done.ok) redirect(303, `/staff/exhibits/${kind}/${done.value.id}?done=save`);
	const { fault } = done.error;
	if (fault !== 'changed-since') error(404, 'no such exhibit');
	// What they typed is shown again over the newest version, so that the next save knows of it.
	const sheet = await hub.exhibition.sheet(venueId, { kind, id: id! });
	const newest = sheet?.head.standing.latest ?? base;
	const faults: Faults = {};
	return fail(409, { typed: typedIn(form), historic, base: newest, faults, fault });
}

/** A work of the pages that were chosen; or which of them have no picture yet. */
async function bound(hub: Hub, venueId: VenueId, said: HandWork): Promise<Result<object, Faults>> {
	const wanted = said.leaves.map(({ media }) => media);
	const rows = await hub.storage.read((tx) => tx.media.get(venueId, wanted));
	const ready = rows.filter(({ state }) => state === 'ready');
	const media = new Map(ready.map(({ mediaId, body }) => [mediaId, JSON.parse(body) as Media]));
	const missing = wanted.flatMap((id, n) =>
		media.has(id) ? [] : [[`leaves.${n}.media`, 'not-ready'] as const],
	);
	return missing.length > 0 ? err(Object.fromEntries(missing)) : ok(workByHand(said, media));
}

const textIn = (form: FormData, name: string): string => {
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
};

const baseIn = (form: FormData): number | null => {
	const said = textIn(form, 'base');
	return /^[1-9]\d{0,5}$/.test(said) ? Number(said) : null;
};
