import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { settleQueues } from './leases.ts';

/** Presence of days gone by is of no use to any device; the attendance itself stays. */
const PRESENCE_KEPT = 48 * 3_600_000;

/** Deletes what is over: sessions, invitations, pairing requests, who was present on other days, and what nobody heard of any more. */
export async function sweep({ storage, clock }: Pick<Context, 'storage' | 'clock'>): Promise<void> {
	const now = clock.now();
	await storage.write(null, async (tx) => {
		await tx.devices.sweep(now);
		await tx.staff.sweep(now);
		await tx.phones.sweep(now);
		await tx.pairings.sweep(now);
		await tx.claims.sweep(now);
	});
	for (const venueId of await storage.read((tx) => tx.records.venues()))
		await storage.write(venueId, async (tx) => {
			const presence = bodies(await tx.records.ofKinds(venueId, ['presence']), 'presence');
			const old = presence.filter(([, { at }]) => at < now - PRESENCE_KEPT).map(([id]) => id);
			await tx.records.forget(venueId, 'presence', old);
			await settleQueues(tx, venueId, now);
		});
}
