import { asId, type VenueId } from '$lib/base/id.ts';
import { mayGrant, ROLES, type Role } from '$lib/domain/roles.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import type { StaffAccount } from '$lib/server/account-shapes.ts';
import type { Hub, Staff } from '$lib/server/hub.ts';
import type { RequestEvent } from '@sveltejs/kit';
import { drawPass } from '../../pass-qr.ts';
import { dateWords } from '../day-view.server.ts';
import { venuesOf } from '../desk.server.ts';

/** How accounts are told, and what a form about them says. */

export interface VenueName {
	readonly id: VenueId;
	readonly name: string;
}

export const venueNames = async (hub: Hub, staff: Staff, lang: Language): Promise<VenueName[]> =>
	Promise.all(
		(await venuesOf(hub, staff)).map(async (id) => {
			const name = (await hub.records.catalogue(id))?.venue.name;
			return { id, name: name ? inLanguage(name, lang) : id };
		}),
	);

/** The name of a venue in `names`; null is every venue. */
export const venueName = (names: readonly VenueName[], id: VenueId | null, everywhere: string): string =>
	id === null ? everywhere : (names.find((venue) => venue.id === id)?.name ?? id);

/** Roles and venues that `by` may give. */
export const offered = (by: Staff, names: readonly VenueName[]) => ({
	roles: ROLES.filter((role) => mayGrant(by, { role, venueId: by.venueId })),
	venues: by.venueId === null ? [{ id: '', name: null }, ...names] : names,
});

export const toldAccount = (account: StaffAccount, by: Staff, zone: string, lang: Language) => ({
	...{ id: account.id, login: account.login, name: account.name, role: account.role },
	...{ venueId: account.venueId, off: account.offAt !== null, sessions: account.sessions },
	...{ mine: account.id === by.id, mayChange: mayGrant(by, account) },
	createdAt: dateWords(account.createdAt, zone, lang),
});

/** The role and venue of a posted form; a role that does not exist is the least of them. */
export const asked = (typed: { name: string; role: string; venue: string }) => ({
	name: typed.name,
	role: ROLES.find((role) => role === typed.role) ?? ('desk' satisfies Role),
	venueId: typed.venue === '' ? null : asId<VenueId>(typed.venue),
});

/** A link to hand over, and its picture. */
export function linkTo(event: RequestEvent, token: string) {
	const origin = event.locals.edge.publicOrigin ?? event.url.origin;
	const link = `${origin}/staff/welcome?token=${token}`;
	return { link, code: drawPass(link) };
}
