import type { DeviceKind } from '$lib/sync/wire.ts';
import type { Language } from '$lib/domain/text.ts';
import type { Device } from '$lib/server/hub.ts';
import { dateWords } from '../day-view.server.ts';

/** One paired machine as staff see it. */
export interface DeviceRow {
	readonly id: string;
	readonly name: string;
	readonly kind: DeviceKind;
	readonly pairedAt: string;
	readonly seen: Seen;
	readonly proof: Device['proof'];
	readonly lost: Device['lost'];
	readonly revoked: boolean;
}

/** How long ago, in the unit that people would use. */
export type Seen = { unit: 'never' | 'just-now'; n: 0 } | { unit: 'minutes' | 'hours' | 'days'; n: number };

export function seenAgo(at: number | null, now: number): Seen {
	if (at === null) return { unit: 'never', n: 0 };
	const minutes = Math.floor((now - at) / 60_000);
	if (minutes < 2) return { unit: 'just-now', n: 0 };
	if (minutes < 120) return { unit: 'minutes', n: minutes };
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? { unit: 'hours', n: hours } : { unit: 'days', n: Math.floor(hours / 24) };
}

export const deviceRow = (device: Device, now: number, zone: string, language: Language): DeviceRow => ({
	id: device.id,
	name: device.name,
	kind: device.kind,
	pairedAt: dateWords(device.pairedAt, zone, language),
	seen: seenAgo(device.lastSeenAt, now),
	proof: device.proof,
	lost: device.lost,
	revoked: device.revokedAt !== null,
});
