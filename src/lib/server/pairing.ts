import { toHex } from '../base/bytes.ts';
import type { DeviceId, VenueId } from '../base/id.ts';
import type { Random } from '../base/random.ts';
import { err, ok, type Result } from '../base/result.ts';
import { WIRE_VERSION } from '../sync/versions.ts';
import type { LostStore, PairingRequest, PairingState } from '../sync/wire.ts';
import type { Context } from './context.ts';
import { isDeviceKey } from './device-key.ts';
import { enlist } from './enlist.ts';
import { markLost } from './lost-store.ts';
import type { DeviceService } from './hub.ts';
import type { PairingRow } from './storage/access-port.ts';
import type { Tx } from './storage/port.ts';
import { tokenHash } from './token.ts';

const WAIT_MS = 10 * 60_000;
/** More machines than this never wait at once; a flood of requests must not hide the real one. */
const MOST_WAITING = 20;

type Service = Pick<DeviceService, 'requestPairing' | 'pairingState' | 'approve' | 'pairingLink'>;

/** How a machine becomes a device: by a code that staff read off its screen, or by a one-time link. */
export function pairingService({ clock, random, storage }: Context): Service {
	return {
		requestPairing: async (request) => {
			if (!isDeviceKey(request.publicKey)) return err('bad-key');
			return storage.write(null, async (tx) =>
				request.token === undefined
					? ask(tx, random, request, clock.now())
					: useLink(tx, random, request, request.token, clock.now()),
			);
		},
		async pairingState(pairingId, publicKey) {
			const row = await storage.read((tx) => tx.pairings.get(pairingId));
			return row?.publicKey === publicKey ? stateOf(row, clock.now()) : expired(clock.now());
		},
		approve: (code, venueId, name, by) =>
			storage.write(null, async (tx) => {
				const now = clock.now();
				const row = (await tx.pairings.waiting(now)).find((waiting) => waiting.code === code);
				if (!row) return err('no-such-code');
				const { kind, publicKey } = row;
				const actor = `staff:${by.id}`;
				const device = await enlist(tx, random, { venueId, kind, name, publicKey }, actor, now);
				await markLost(tx, row.lost === null ? null : (JSON.parse(row.lost) as LostStore), {
					now,
					by: device,
					actor,
				});
				await tx.pairings.put({ ...row, deviceId: device.id, venueId });
				return ok(device);
			}),
		async pairingLink(venueId, kind, name, ttlMs) {
			const token = toHex(random.bytes(16));
			const expiresAt = clock.now() + ttlMs;
			const link = { tokenHash: tokenHash(token), venueId, kind, name, expiresAt, usedBy: null };
			await storage.write(null, (tx) => tx.pairings.putLink(link));
			return token;
		},
	};
}

async function ask(
	tx: Tx,
	random: Random,
	request: PairingRequest,
	now: number,
): Promise<Result<PairingState, 'too-many'>> {
	const { publicKey, kind } = request;
	const lost = lostBy(request);
	await tx.pairings.sweep(now);
	const waiting = await tx.pairings.waiting(now);
	const asked = waiting.find((row) => row.publicKey === publicKey && row.kind === kind);
	if (asked) return ok(stateOf(asked, now));
	if (waiting.length >= MOST_WAITING) return err('too-many');
	const row: PairingRow = {
		pairingId: toHex(random.bytes(16)),
		publicKey,
		kind,
		code: freeCode(random, new Set(waiting.map((other) => other.code))),
		expiresAt: now + WAIT_MS,
		lost: lost && JSON.stringify(lost),
		deviceId: null,
		venueId: null,
	};
	await tx.pairings.put(row);
	return ok(stateOf(row, now));
}

const lostBy = (request: PairingRequest): LostStore | null =>
	'lost' in request ? (request.lost ?? null) : null;

function freeCode(random: Random, taken: ReadonlySet<string>): string {
	for (;;) {
		const number = new DataView(random.bytes(4).buffer).getUint32(0) % 1_000_000;
		const code = String(number).padStart(6, '0');
		if (!taken.has(code)) return code;
	}
}

/** The machine that used a link may use it again: the first answer may have been lost on the way. */
async function useLink(
	tx: Tx,
	random: Random,
	request: PairingRequest,
	token: string,
	now: number,
): Promise<Result<PairingState, 'bad-link'>> {
	const { publicKey } = request;
	const link = await tx.pairings.link(tokenHash(token));
	if (!link || link.expiresAt <= now || (link.usedBy !== null && link.usedBy !== publicKey))
		return err('bad-link');
	const { venueId, kind, name } = link;
	if (link.usedBy === publicKey) {
		const known = await tx.devices.byKey(venueId, publicKey);
		return known?.revokedAt === null ? ok(paired(known.deviceId, venueId, now)) : err('bad-link');
	}
	const device = await enlist(tx, random, { venueId, kind, name, publicKey }, 'hub', now);
	await markLost(tx, lostBy(request), { now, by: device, actor: 'hub' });
	await tx.pairings.putLink({ ...link, usedBy: publicKey });
	return ok(paired(device.id, venueId, now));
}

const paired = (deviceId: DeviceId, venueId: VenueId, hubTime: number): PairingState => ({
	v: WIRE_VERSION,
	state: 'paired',
	deviceId,
	venueId,
	hubTime,
});

const expired = (hubTime: number): PairingState => ({ v: WIRE_VERSION, state: 'expired', hubTime });

function stateOf(row: PairingRow, hubTime: number): PairingState {
	if (row.deviceId !== null && row.venueId !== null) return paired(row.deviceId, row.venueId, hubTime);
	if (row.expiresAt <= hubTime) return expired(hubTime);
	const { pairingId, code, expiresAt } = row;
	return { v: WIRE_VERSION, state: 'waiting', pairingId, code, expiresAt, hubTime };
}
