import { toHex } from '../base/bytes.ts';
import { asId, type MemberId } from '../base/id.ts';
import type { Context } from './context.ts';
import { endPhones } from './end-phones.ts';
import { revokePass } from './passes.ts';
import { phoneName } from './phone-name.ts';
import type { Phone, PhoneService } from './phones.ts';
import type { PhoneRow } from './storage/phone-port.ts';
import type { Tx } from './storage/port.ts';
import { newToken, tokenHash, vouch, vouched } from './token.ts';

/** A phone that was not used for so long signs in anew. */
export const PHONE_SESSION_MS = 180 * 86_400_000;
/** Being seen is written down at most so often. */
const SEEN_EVERY = 3_600_000;
/** More phones than anybody has; the one that was not used for longest makes room. */
const MOST_PHONES = 5;

export function phoneService(context: Context): PhoneService {
	const { clock, random, storage, keyring } = context;
	const calendarKey = keyring.purpose('calendar');
	const address = (memberId: MemberId, generation: number): string =>
		vouch(calendarKey, `${memberId}-${generation}`);

	return {
		async open(memberId, browser) {
			const token = newToken(random);
			const row = await storage.write(null, (tx) => openPhone(tx, context, memberId, browser, token));
			return { token, phone: asPhone(row) };
		},
		async bySession(token) {
			const now = clock.now();
			const row = await storage.read((tx) => tx.phones.byToken(tokenHash(token), now));
			if (!row) return null;
			if (row.seenAt < now - SEEN_EVERY)
				await storage.write(null, (tx) => tx.phones.saw(row.phoneId, now, now + PHONE_SESSION_MS));
			return asPhone(row);
		},
		list: async (memberId) => (await storage.read((tx) => tx.phones.ofMember(memberId))).map(asPhone),
		end: (memberId, phoneId, by) =>
			storage.write(null, (tx) => endPhones(tx, context, memberId, by, (id) => id === phoneId)),
		lose: (memberId, phoneId, by) =>
			storage.write(null, async (tx) => {
				await endPhones(tx, context, memberId, by, (id) => id === phoneId);
				await revokePass(tx, context, memberId, by);
				// The phone's calendar would go on telling where its owner is, and when.
				const calendar = await tx.phones.calendar(memberId);
				if (calendar > 0) await tx.phones.setCalendar(memberId, calendar + 1);
			}),
		async calendar(memberId) {
			const known = await storage.read((tx) => tx.phones.calendar(memberId));
			if (known > 0) return address(memberId, known);
			await storage.write(null, async (tx) => {
				if ((await tx.phones.calendar(memberId)) === 0) await tx.phones.setCalendar(memberId, 1);
			});
			return address(memberId, 1);
		},
		renewCalendar: (memberId) =>
			storage.write(null, async (tx) => {
				const generation = (await tx.phones.calendar(memberId)) + 1;
				await tx.phones.setCalendar(memberId, generation);
				return address(memberId, generation);
			}),
		async byCalendar(token) {
			const [id, generation] = (vouched(calendarKey, token) ?? '').split('-');
			if (!id || !generation) return null;
			const memberId = asId<MemberId>(id);
			const good = await storage.read((tx) => tx.phones.calendar(memberId));
			return good === Number(generation) ? memberId : null;
		},
	};
}

async function openPhone(
	tx: Tx,
	context: Context,
	memberId: MemberId,
	browser: string,
	token: string,
): Promise<PhoneRow> {
	const { clock, random } = context;
	const now = clock.now();
	const by = `member:${memberId}`;
	const surplus = new Set(
		(await tx.phones.ofMember(memberId)).slice(MOST_PHONES - 1).map((row) => row.phoneId),
	);
	await endPhones(tx, context, memberId, by, (id) => surplus.has(id));
	const row: PhoneRow = {
		...{ phoneId: toHex(random.bytes(8)), memberId, tokenHash: tokenHash(token) },
		...{ name: phoneName(browser), openedAt: now, seenAt: now, expiresAt: now + PHONE_SESSION_MS },
	};
	await tx.phones.open(row);
	await tx.audit.append({
		...{ at: now, venueId: null, actor: by, action: 'phone-opened' },
		...{ subject: `phone:${row.phoneId}`, detail: null },
	});
	return row;
}

const asPhone = ({ phoneId, memberId, name, openedAt, seenAt }: PhoneRow): Phone => ({
	id: phoneId,
	...{ memberId, name, openedAt, seenAt },
});
