import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { asId, type DeviceId, type MemberId, type SessionId } from '../../src/lib/base/id.ts';
import type { DeviceSigner } from '../../src/lib/sync/ports.ts';
import { WIRE_VERSION } from '../../src/lib/sync/versions.ts';
import type { RecordBody } from '../../src/lib/sync/records.ts';
import type { Hub, Staff } from '../../src/lib/server/hub.ts';
import { importPeople } from '../../src/lib/server/people.ts';
import { CALLIGRAPHY, HOUR, member, MINUTE, MONDAY_10, publishVenue, venueId } from '../hub/small-venue.ts';

/** The venue that every simulated world begins with: two classes that are on, eight people, four paired kiosks. */

export const SESSIONS = [CALLIGRAPHY, asId<SessionId>('paper-cutting-1')] as const;
export const KIOSKS = 4;

export const STAFF: Staff = {
	...{ id: asId('0a'.repeat(8)), login: 'desk', name: '陈站长', role: 'manager', venueId: null },
};

/** A machine's key. Real signatures, of which no choice in the simulation depends. */
export interface DeviceKey {
	readonly publicKey: string;
	signer(deviceId: DeviceId): DeviceSigner;
}

export interface Person {
	readonly memberId: MemberId;
	/** Text of their pass's QR. */
	readonly pass: string;
}

export interface Staging {
	readonly people: readonly Person[];
	readonly devices: readonly { readonly deviceId: DeviceId; readonly key: DeviceKey }[];
}

function newKey(): DeviceKey {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	return {
		publicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
		signer(deviceId) {
			// What is sent again is signed the same: a signature takes longer than anything else in a world.
			const signed = new Map<string, string>();
			return {
				deviceId,
				async sign(statement) {
					const known = signed.get(statement) ?? signature(privateKey, statement);
					signed.set(statement, known);
					return known;
				},
			};
		},
	};
}

const signature = (key: KeyObject, statement: string): string =>
	sign('sha256', Buffer.from(statement), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');

/** Sets the venue up on an empty hub. */
export async function stageVenue(hub: Hub): Promise<Staging> {
	await publishVenue(hub, venueId);
	await publishSecond(hub, 15, 'scheduled');
	const numbers = Array.from({ length: 8 }, (_, index) => index + 1);
	const imported = await importPeople(hub, venueId, {
		members: numbers.map((n) => ({
			...{
				memberId: member(n),
				name: '王小明',
				number: `SF${n}`,
				phone: '13800000000',
				union: '示范市总工会',
			},
		})),
		enrollments: numbers.flatMap((n) =>
			['calligraphy', 'evening']
				.slice(0, n > 5 ? 1 : 2)
				.map((offering) => ({ memberNumber: `SF${n}`, offeringId: asId(offering) })),
		),
	});
	if (!imported.ok) throw new Error(imported.error);
	await hub.passes.issueMissing(venueId);
	const people: Person[] = [];
	for (const n of numbers) people.push({ memberId: member(n), pass: await hub.passes.textFor(member(n)) });
	const devices = [];
	for (let n = 1; n <= KIOSKS; n++) {
		const key = newKey();
		devices.push({ key, deviceId: await pair(hub, key, `kiosk ${n}`) });
	}
	return { people, devices };
}

/** The second class, as it now stands in the schedule. `startsIn`: minutes after the world's beginning. */
export async function publishSecond(
	hub: Hub,
	startsIn: number,
	status: 'scheduled' | 'cancelled',
): Promise<void> {
	const second = {
		...{ id: SESSIONS[1], offeringId: 'evening', roomId: 'room-1', status },
		...{ startsAt: MONDAY_10 + startsIn * MINUTE, endsAt: MONDAY_10 + 2 * HOUR },
	};
	await hub.records.publish(venueId, [
		{ kind: 'session', id: second.id, body: second as unknown as RecordBody<'session'> },
	]);
}

/** Pairs by a one-time link, for the first time or anew. */
export async function pair(hub: Hub, { publicKey }: DeviceKey, name: string): Promise<DeviceId> {
	const token = await hub.devices.pairingLink(venueId, 'kiosk', name, HOUR);
	const paired = await hub.devices.requestPairing({ v: WIRE_VERSION, publicKey, kind: 'kiosk', token });
	if (!paired.ok || paired.value.state !== 'paired') throw new Error(`${name} was not paired`);
	return paired.value.deviceId;
}
