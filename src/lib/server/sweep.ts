import { asId, type SessionId, type VenueId } from '../base/id.ts';
import { visitDate } from '../domain/visits.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { settleQueues } from './leases.ts';
import { forgetRecordings } from './recordings/service.ts';
import { forgetOldNotices } from './notices.ts';
import type { Tx } from './storage/port.ts';

/** Presence of days gone by is of no use to any device; the attendance itself stays. */
const PRESENCE_KEPT = 48 * 3_600_000;

/** A venue counts visits once a day for ever, and kiosks show today's. Staff look back further, by attendance. */
const VISITS_KEPT = 31 * 86_400_000;

async function takeBackVisits(tx: Tx, venueId: VenueId, now: number): Promise<void> {
	const before = new Date(now - VISITS_KEPT).toISOString().slice(0, 10);
	const tallies = await tx.records.ofKinds(venueId, ['tally']);
	const old = tallies.filter(({ id }) => (visitDate(asId<SessionId>(id)) ?? before) < before);
	await tx.records.put(
		venueId,
		old.map(({ id }) => ({ kind: 'tally', id, body: null })),
	);
}

/** A name was given to be let in, and for staff to look into what happened. What stays is that somebody came. */
export const GUESTS_KEPT = 30 * 86_400_000;

/** Deletes what is over: sessions, invitations, pairing requests, who was present on other days, guests of last month, and what nobody heard of any more. */
export async function sweep({ storage, clock }: Pick<Context, 'storage' | 'clock'>): Promise<void> {
	const now = clock.now();
	await storage.write(null, async (tx) => {
		await tx.devices.sweep(now);
		await tx.staff.sweep(now);
		await tx.phones.sweep(now);
		await tx.pairings.sweep(now);
		await tx.claims.sweep(now);
		await tx.people.dropGuests(now - GUESTS_KEPT);
	});
	for (const venueId of await storage.read((tx) => tx.records.venues()))
		await storage.write(venueId, async (tx) => {
			for (const kind of ['presence', 'taken-back'] as const) {
				const told = bodies(await tx.records.ofKinds(venueId, [kind]), kind);
				const old = told.filter(([, { at }]) => at < now - PRESENCE_KEPT).map(([id]) => id);
				await tx.records.forget(venueId, kind, old);
			}
			await takeBackVisits(tx, venueId, now);
			await forgetOldNotices(tx, venueId, now);
			await forgetRecordings(tx, venueId, now);
			await settleQueues(tx, venueId, now);
		});
}
