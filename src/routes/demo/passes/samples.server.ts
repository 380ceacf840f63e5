import { error, type RequestEvent } from '@sveltejs/kit';
import type { Language } from '$lib/domain/text.ts';
import type { VenueId } from '$lib/base/id.ts';
import type { Hub } from '$lib/server/hub.ts';

/** A pass that shows one verdict: an invented person, and what the kiosk will say. */
export interface Sample {
	/** Counts from 1: its place in the list. */
	readonly n: number;
	readonly label: string;
	readonly name: string;
	readonly text: string;
	/** Link that puts it on a phone; the fragment stays there. */
	readonly href: string;
}

/** The venue whose sample passes anyone may see. Null on every hub but a demo's. */
export async function demoVenue(hub: Hub): Promise<VenueId | null> {
	for (const id of await hub.records.venues()) if ((await hub.records.catalogue(id))?.venue.demo) return id;
	return null;
}

/** Everything under /demo is a 404 where there is no demo venue. */
export async function samplesOf({ locals }: RequestEvent, language: Language): Promise<Sample[]> {
	const venueId = await demoVenue(locals.hub);
	const samples = venueId && (await locals.hub.passes.samples(venueId));
	if (!samples) error(404, 'there are sample passes at a demo venue only');
	return samples.map(({ label, name, text }, index) => ({
		n: index + 1,
		label: label[language],
		name,
		text,
		href: `/me#p=${encodeURIComponent(text)}`,
	}));
}

export async function sampleOf(
	event: RequestEvent,
	n: string | undefined,
	language: Language,
): Promise<Sample> {
	const sample = (await samplesOf(event, language)).find((one) => String(one.n) === n);
	if (!sample) error(404, 'no such sample pass');
	return sample;
}
