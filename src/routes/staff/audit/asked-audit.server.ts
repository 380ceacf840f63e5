import type { RequestEvent } from '@sveltejs/kit';
import { AUDIT_KINDS, type AuditKind } from '$lib/domain/audit.ts';
import { dateAfter, isDate } from '$lib/domain/holidays.ts';
import { instantOf } from '$lib/domain/venue-time.ts';
import type { AuditFilter } from '$lib/server/storage/port.ts';
import type { Desk } from '../desk.server.ts';

/** What of the audit an address asks for. */
export interface AskedAudit {
	readonly filter: AuditFilter;
	/** As the page's form shows it again. */
	readonly who: string;
	readonly kind: AuditKind | '';
	readonly day: string;
	/** Of every venue and of the city itself. */
	readonly city: boolean;
}

export function askedAudit({ url }: RequestEvent, { staff, venueId, catalogue }: Desk): AskedAudit {
	const asked = (key: string) => url.searchParams.get(key) ?? '';
	const city = staff.venueId === null && asked('scope') === 'city';
	const kind = (Object.keys(AUDIT_KINDS) as AuditKind[]).find((known) => known === asked('kind')) ?? '';
	const day = isDate(asked('day')) ? asked('day') : '';
	const who = /^(?:hub|(?:staff|device):[0-9a-f]{16})$/.test(asked('who')) ? asked('who') : '';
	const [, at, place] = /^(\d{1,15})\.(\d{1,15})$/.exec(asked('before')) ?? [];
	const { zone } = catalogue.venue;
	return {
		...{ who, kind, day, city },
		filter: {
			...(city ? {} : { venueId }),
			...(who && { actor: who }),
			...(kind && { actions: AUDIT_KINDS[kind] }),
			...(day && { from: instantOf(day, '00:00', zone), until: instantOf(dateAfter(day, 1), '00:00', zone) }),
			...(at && place && { before: { at: Number(at), place: Number(place) } }),
		},
	};
}
