import { toHex } from '../base/bytes.ts';
import { asId, type DeviceId, type VenueId } from '../base/id.ts';
import type { Random } from '../base/random.ts';
import type { Device } from './hub.ts';
import type { DeviceRow } from './storage/access-port.ts';
import type { OutboxRow } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

/** `outboxes`: the venue's, the one that was heard of last first; none where nobody asks for the proof. */
export function asDevice(row: DeviceRow, outboxes: readonly OutboxRow[]): Device {
	const { deviceId: id, venueId, kind, name, pairedAt, lastSeenAt, revokedAt, lostSeq } = row;
	const outbox = outboxes.find((candidate) => candidate.deviceId === id && candidate.said !== null);
	const proof = outbox && {
		said: outbox.said!.seq,
		held: outbox.head.seq,
		equal: outbox.said!.seq === outbox.head.seq && outbox.said!.hash === outbox.head.hash,
	};
	const lost = lostSeq === null ? null : Math.max(lostSeq, proof?.said ?? 0) - (proof?.held ?? 0);
	return { id, venueId, kind, name, pairedAt, lastSeenAt, revokedAt, proof: proof ?? null, lost };
}

/**
 * Adds a machine to a venue. One that was there before, by its key, gets its old id back, revoked or not:
 * its outbox goes on, and what it still holds is not a stranger's.
 */
export async function enlist(
	tx: Tx,
	random: Random,
	machine: { venueId: VenueId; kind: Device['kind']; name: string; publicKey: string },
	actor: string,
	now: number,
): Promise<Device> {
	const known = await tx.devices.byKey(machine.venueId, machine.publicKey);
	const row: DeviceRow = {
		...machine,
		deviceId: known?.deviceId ?? asId<DeviceId>(toHex(random.bytes(8))),
		pairedAt: now,
		lastSeenAt: known?.lastSeenAt ?? null,
		revokedAt: null,
		lostSeq: null,
	};
	await tx.devices.put(row);
	const subject = `device:${row.deviceId}`;
	await tx.audit.append({
		...{ at: now, venueId: row.venueId, actor, action: 'device-paired', subject },
		detail: JSON.stringify({ kind: row.kind, again: known !== null }),
	});
	return asDevice(row, []);
}
