import { toHex } from '../base/bytes.ts';
import type { DeviceId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import { dayKey } from '../domain/session-code.ts';
import { WIRE_VERSION } from '../sync/versions.ts';
import { sessionStatement } from '../sync/wire.ts';
import type { Context } from './context.ts';
import { doorsOf, setDoor } from './device-door.ts';
import { packNotes } from './device-packs.ts';
import { verifyByDevice } from './device-key.ts';
import { asDevice } from './enlist.ts';
import type { DeviceService } from './hub.ts';
import { pairingService } from './pairing.ts';
import type { Tx } from './storage/port.ts';
import { newToken, tokenHash, vouch, vouched } from './token.ts';

const CHALLENGE_MS = 2 * 60_000;
const SESSION_MS = 30 * 86_400_000;
/** Being seen is written down at most this often. */
const NOTED_EVERY = 30_000;
const DAY = 86_400_000;
/** Today's key and those of the next days, for a kiosk that is cut off. */
const DAY_KEYS = 7;

export function deviceService(context: Context): DeviceService {
	const { clock, random, storage, keyring, log } = context;
	const challengeKey = keyring.purpose('challenge');
	return {
		...pairingService(context),
		list: (venueId) =>
			storage.read(async (tx) => {
				const outboxes = await tx.ledger.outboxes(venueId);
				return (await tx.devices.ofVenue(venueId)).map((row) => asDevice(row, outboxes));
			}),
		async revoke(id, by) {
			await storage.write(null, (tx) => revoke(tx, id, `staff:${by.id}`, clock.now()));
		},
		doors: (venueId) => storage.read((tx) => doorsOf(tx, venueId)),
		setDoor: (venueId, id, door, by) =>
			storage.write(venueId, (tx) => setDoor(tx, venueId, id, door, by, clock.now())),
		...packNotes(context),
		challenge: (id) => vouch(challengeKey, `${id} ${clock.now() + CHALLENGE_MS}`),
		async openSession(id, challenge, signature) {
			const [forId, expiresAt] = (vouched(challengeKey, challenge) ?? '').split(' ');
			if (forId !== id || !(Number(expiresAt) > clock.now())) return err('refused');
			const row = await storage.read((tx) => tx.devices.get(id));
			if (!row || !verifyByDevice(sessionStatement(id, challenge), signature, row.publicKey))
				return err('refused');
			const token = newToken(random);
			const now = clock.now();
			await storage.write(row.venueId, async (tx) => {
				// One that is revoked asks again and again, and needs no more than one.
				if (row.revokedAt !== null) await tx.devices.endSessions(id);
				await tx.devices.openSession(tokenHash(token), id, now + SESSION_MS);
				await tx.devices.saw(id, now);
			});
			return ok({ token, device: asDevice({ ...row, lastSeenAt: now }, []) });
		},
		async bySession(token) {
			const now = clock.now();
			const row = await storage.read((tx) => tx.devices.bySession(tokenHash(token), now));
			if (!row) return null;
			if (row.lastSeenAt !== null && now - row.lastSeenAt < NOTED_EVERY) return asDevice(row, []);
			// Nobody waits for this note, and nothing fails without it.
			storage
				.write(row.venueId, (tx) => tx.devices.saw(row.deviceId, now))
				.catch((failure: unknown) => log.warn({ deviceId: row.deviceId, failure }, 'last contact not noted'));
			return asDevice({ ...row, lastSeenAt: now }, []);
		},
		async self(device, origin) {
			const root = keyring.deviceRoot(device.id);
			const now = clock.now();
			const dates = Array.from({ length: DAY_KEYS }, (_, ahead) =>
				new Date(now + ahead * DAY).toISOString().slice(0, 10),
			);
			return {
				v: WIRE_VERSION,
				hubTime: now,
				deviceId: device.id,
				venueId: device.venueId,
				name: device.name,
				kind: device.kind,
				origin,
				dayKeys: Object.fromEntries(dates.map((date) => [date, toHex(dayKey(root, date))])),
			};
		},
	};
}

async function revoke(tx: Tx, id: DeviceId, actor: string, now: number): Promise<void> {
	const row = await tx.devices.get(id);
	if (!row || row.revokedAt !== null) return;
	await tx.devices.put({ ...row, revokedAt: now });
	await tx.devices.endSessions(id);
	const subject = `device:${id}`;
	await tx.audit.append({
		...{ at: now, venueId: row.venueId, actor, action: 'device-revoked', subject },
		detail: null,
	});
}
