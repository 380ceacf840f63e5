import type { LostStore } from '../sync/wire.ts';
import type { Device } from './hub.ts';
import type { Tx } from './storage/port.ts';

/**
 * Staff have paired a machine that says what it was before its browser threw its ledger away: that device is marked,
 * with the last entry it knows to have written. What the hub has of it stays; what it does not have will not come.
 */
export async function markLost(
	tx: Tx,
	lost: LostStore | null,
	{ now, by, actor }: { now: number; by: Device; actor: string },
): Promise<void> {
	const row = lost && (await tx.devices.get(lost.deviceId));
	if (!row || row.venueId !== by.venueId || row.deviceId === by.id) return;
	await tx.devices.put({ ...row, lostSeq: lost.seq });
	const outbox = (await tx.ledger.outboxes(row.venueId)).find(({ outboxId }) => outboxId === lost.outboxId);
	await tx.audit.append({
		...{
			at: now,
			venueId: row.venueId,
			actor,
			action: 'device-lost-store',
			subject: `device:${row.deviceId}`,
		},
		detail: JSON.stringify({ pairedAgainAs: by.id, wrote: lost.seq, held: outbox?.head.seq ?? 0 }),
	});
}
