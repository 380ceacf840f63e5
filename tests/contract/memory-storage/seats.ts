import type { SeatStore, SignUpRow } from '../../../src/lib/server/storage/seat-port.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft, type Tables } from './data.ts';

const plain = ({ venueId: _, ...row }: Tables['signUp']): SignUpRow => row;
const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function seatStore(draft: Draft): AtOnce<SeatStore> {
	const signUps = draft.rows('signUp');
	const imports = draft.rows('rosterImport');
	const leases = draft.rows('lease');
	const waiting = (venueId: string) =>
		signUps.all().filter((row) => row.venueId === venueId && row.status === 'waiting');
	return {
		signUps: (venueId, offeringId) =>
			signUps
				.all()
				.filter((row) => row.venueId === venueId && row.offeringId === offeringId)
				.map(plain)
				.sort((a, b) => a.at - b.at || textOrder(a.entryId ?? '', b.entryId ?? '')),
		signUpsOf: (venueId, memberId) =>
			signUps
				.all()
				.filter((row) => row.venueId === venueId && row.memberId === memberId)
				.map(plain)
				.sort((a, b) => textOrder(a.offeringId, b.offeringId)),
		venuesOf: (memberId) =>
			[
				...new Set(
					signUps
						.all()
						.filter((row) => row.memberId === memberId)
						.map((row) => row.venueId),
				),
			].sort(),
		putSignUps(venueId, rows) {
			for (const row of rows) signUps.put(keyOf(venueId, row.offeringId, row.memberId), { ...row, venueId });
		},
		waiting: (venueId, offeringId) => waiting(venueId).filter((row) => row.offeringId === offeringId).length,
		queues: (venueId) => [...new Set(waiting(venueId).map((row) => row.offeringId))].sort(),
		imported: (venueId, offeringId) =>
			imports
				.all()
				.filter((row) => row.venueId === venueId && row.offeringId === offeringId)
				.map(({ memberId, at }) => ({ memberId, at }))
				.sort((a, b) => textOrder(a.memberId, b.memberId)),
		noteImport(venueId, offeringId, memberId, at) {
			const key = keyOf(venueId, offeringId, memberId);
			if (!imports.get(key)) imports.put(key, { venueId, offeringId, memberId, at });
		},
		unseat: (venueId, offeringId, memberId) =>
			draft
				.rows('enrollment')
				.deleteWhere(
					(row) => row.venueId === venueId && row.offeringId === offeringId && row.memberId === memberId,
				),
		leases: (venueId) =>
			leases
				.all()
				.filter((row) => row.venueId === venueId)
				.map(({ venueId: _, ...row }) => row)
				.sort((a, b) => textOrder(a.deviceId, b.deviceId) || a.number - b.number),
		putLease: (venueId, lease) =>
			leases.put(keyOf(venueId, lease.deviceId, lease.number), { ...lease, venueId }),
		dropLeases: (venueId, deviceId, below) =>
			leases.deleteWhere((row) => row.venueId === venueId && row.deviceId === deviceId && row.number < below),
	};
}
