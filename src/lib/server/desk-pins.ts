import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { concatBytes, fromBase64Url, fromHex, toBase64Url, toHex, utf8 } from '../base/bytes.ts';
import type { StaffId, VenueId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import { isGoodPin } from '../domain/desk-pin.ts';
import { memoryOf, PIN_COST, PinCostSchema, type PinCost } from '../domain/desk-roster-seal.ts';
import type { Context } from './context.ts';
import type { DeskTabletService } from './desk-tablet-shapes.ts';
import type { Role } from './who.ts';
import type { Keyring } from './keyring.ts';
import type { PinRow, StaffRow } from './storage/access-port.ts';
import type { Tx } from './storage/port.ts';

/** Who may work at a desk, and so open a tablet of it. */
const DESK_ROLES: readonly string[] = ['operator', 'manager', 'desk'] satisfies Role[];
const mayUseDesk = (role: string): boolean => DESK_ROLES.includes(role);

const SALT = 16;
const NONCE = 24;
const STRETCHED = 32;

type Stretch = (
	pin: string,
	salt: Uint8Array,
	length: number,
	cost: { N: number; r: number; p: number; maxmem: number },
) => Promise<Buffer>;
const stretchNatively = promisify(scrypt) as Stretch;

/** scrypt of a PIN: 32 bytes. The tablet computes the same. */
export const stretchPin = (pin: string, salt: Uint8Array, cost: PinCost): Promise<Uint8Array> =>
	stretchNatively(pin, salt, STRETCHED, {
		...{ N: 2 ** cost.logN, r: cost.r, p: cost.p, maxmem: memoryOf(cost) },
	});

export function deskPins(context: Context): Pick<DeskTabletService, 'setPin' | 'dropPin' | 'pins'> {
	const { clock, random, storage, keyring } = context;
	return {
		async setPin(by, pin) {
			if (!mayUseDesk(by.role)) return err('wrong-role');
			if (!isGoodPin(pin)) return err('bad-pin');
			const salt = random.bytes(SALT);
			const stretched = await stretchPin(pin, salt, PIN_COST);
			const row: PinRow = {
				...{ staffId: by.id, salt: toHex(salt), cost: JSON.stringify(PIN_COST), setAt: clock.now() },
				sealed: sealStretched(keyring, by.id, stretched, random.bytes(NONCE)),
			};
			await storage.write(null, async (tx) => {
				await tx.staff.putPin(row);
				await note(tx, 'desk-pin-set', row.setAt, by.venueId, by.id, by.id);
			});
			return ok(null);
		},
		dropPin: (staffId, venueId, by) =>
			storage.write(null, async (tx) => {
				if (!(await pinsAt(tx, venueId)).some(({ staff }) => staff.staffId === staffId)) return false;
				await tx.staff.dropPin(staffId);
				await note(tx, 'desk-pin-dropped', clock.now(), venueId, by.id, staffId);
				return true;
			}),
		pins: async (venueId) =>
			(await storage.read((tx) => pinsAt(tx, venueId))).map(({ staff, pin }) => ({
				...{ staffId: staff.staffId, name: staff.name, role: staff.role as Role, setAt: pin.setAt },
			})),
	};
}

/** PINs of those who may work at this venue's desk today, whatever they might when they chose it. */
export async function pinsAt(tx: Tx, venueId: VenueId): Promise<{ staff: StaffRow; pin: PinRow }[]> {
	const all = await tx.staff.pins();
	return all.filter(
		({ staff }) => mayUseDesk(staff.role) && (staff.venueId === null || staff.venueId === venueId),
	);
}

/** What a lock is made with; null where it was sealed under other keys, as after a restore without them. */
export function openPin(
	keyring: Keyring,
	{ staffId, salt, cost, sealed }: PinRow,
): { salt: string; cost: PinCost; stretched: Uint8Array } | null {
	const bytes = fromBase64Url(sealed);
	const parsed = v.safeParse(PinCostSchema, JSON.parse(cost));
	if (!bytes || !parsed.success || !fromHex(salt)) return null;
	try {
		const stretched = cipher(keyring, staffId, bytes.subarray(0, NONCE)).decrypt(bytes.subarray(NONCE));
		return { salt, cost: parsed.output, stretched };
	} catch {
		return null;
	}
}

const sealStretched = (
	keyring: Keyring,
	staffId: StaffId,
	stretched: Uint8Array,
	nonce: Uint8Array,
): string => toBase64Url(concatBytes(nonce, cipher(keyring, staffId, nonce).encrypt(stretched)));

const cipher = (keyring: Keyring, staffId: StaffId, nonce: Uint8Array) =>
	xchacha20poly1305(keyring.purpose('desk pins'), nonce, utf8(staffId));

const note = (
	tx: Tx,
	action: string,
	at: number,
	venueId: VenueId | null,
	by: StaffId,
	about: StaffId,
): Promise<void> =>
	tx.audit.append({ at, venueId, actor: `staff:${by}`, action, subject: `staff:${about}`, detail: null });
