import { fromBase64Url, fromHex, toBase64Url, toHex } from '../base/bytes.ts';
import type { MemberId } from '../base/id.ts';
import { p256Point } from '../base/p256.ts';
import { err, ok, type Result } from '../base/result.ts';
import { certifyPhone } from '../domain/live-pass.ts';
import type { Context } from './context.ts';
import { utcDay } from './current-pass.ts';
import { ensurePass, nextSerial } from './issue-pass.ts';
import type { LiveCertificate, LivePassService } from './pass-shapes.ts';
import type { LiveKeyRow } from './storage/claim-port.ts';
import type { Tx } from './storage/port.ts';
import { publishRevocations } from './trust.ts';

/** For how long a phone shows its live pass without having been online. */
const GOOD_DAYS = 7;
const DAY = 86_400_000;
/** New keys of one person a day. More than a family's phones need, and serials do not run out. */
const MOST_KEYS_A_DAY = 10;
/** A pass on more phones than this is told to staff. */
const USUAL_PHONES = 3;

export function livePassService(context: Context): LivePassService {
	return {
		async certify(memberId, phoneId, publicKey) {
			const raw = fromBase64Url(publicKey);
			const point = raw && p256Point(raw);
			if (!point) return err('bad-key');
			return context.storage.write(null, (tx) => certify(tx, context, { memberId, phoneId, point }));
		},
		withdraw: (memberId, phoneId, by) =>
			context.storage.write(null, (tx) => withdrawPhone(tx, context, memberId, phoneId, by)),
	};
}

interface Asked {
	readonly memberId: MemberId;
	readonly phoneId: string;
	readonly point: Uint8Array;
}

async function certify(
	tx: Tx,
	context: Context,
	{ memberId, phoneId, point }: Asked,
): Promise<Result<LiveCertificate, 'too-many'>> {
	const now = context.clock.now();
	const publicKey = toHex(point);
	const pass = await ensurePass(tx, context, memberId);
	const keys = await tx.liveKeys.ofMember(memberId);
	const known = keys.find((key) => key.publicKey === publicKey && key.revokedAt === null);
	if (!known && keys.filter((key) => key.addedAt > now - DAY).length >= MOST_KEYS_A_DAY)
		return err('too-many');
	const lastDay = Math.min(pass.lastDay, utcDay(now) + GOOD_DAYS);
	const row: LiveKeyRow = known
		? { ...known, phoneId, lastDay }
		: {
				...{ memberId, serial: await nextSerial(tx, memberId), phoneId, publicKey },
				...{ addedAt: now, lastDay, revokedAt: null },
			};
	await withdrawKeys(tx, context, memberId, (key) => key.phoneId === phoneId && key.publicKey !== publicKey);
	await tx.liveKeys.put(row);
	const others = keys.filter((key) => isShown(key, now) && key.phoneId !== phoneId);
	const phones = new Set(others.map((key) => key.phoneId)).size + 1;
	if (!known) await noteKey(tx, row, phones, now);
	const { keyId, key } = context.keyring.current;
	const said = { ...pass, keyId, secret: fromHex(pass.secret)!, serial: row.serial, lastDay };
	return ok({ certificate: toBase64Url(certifyPhone(said, point, key)), hubTime: now, lastDay, phones });
}

const isShown = (key: LiveKeyRow, now: number): boolean =>
	key.revokedAt === null && key.lastDay >= utcDay(now);

async function noteKey(
	tx: Tx,
	{ memberId, serial, phoneId }: LiveKeyRow,
	phones: number,
	at: number,
): Promise<void> {
	const subject = `pass:${memberId}.${serial}`;
	const by = { at, venueId: null, actor: `member:${memberId}`, subject };
	await tx.audit.append({ ...by, action: 'live-pass-added', detail: JSON.stringify({ phoneId }) });
	if (phones > USUAL_PHONES)
		await tx.audit.append({ ...by, action: 'pass-on-many-phones', detail: JSON.stringify({ phones }) });
}

/** Kills the live pass of one phone, in a transaction that may do more. */
export async function withdrawPhone(
	tx: Tx,
	context: Context,
	memberId: MemberId,
	phoneId: string,
	by: string,
): Promise<void> {
	const withdrawn = await withdrawKeys(tx, context, memberId, (key) => key.phoneId === phoneId);
	for (const { serial } of withdrawn)
		await tx.audit.append({
			...{ at: context.clock.now(), venueId: null, actor: by, action: 'live-pass-withdrawn' },
			...{ subject: `pass:${memberId}.${serial}`, detail: JSON.stringify({ phoneId }) },
		});
}

/** Kills keys of this person at every venue. Returns them. */
async function withdrawKeys(
	tx: Tx,
	{ clock, keyring }: Context,
	memberId: MemberId,
	which: (key: LiveKeyRow) => boolean,
): Promise<LiveKeyRow[]> {
	const now = clock.now();
	const keys = (await tx.liveKeys.ofMember(memberId)).filter((key) => key.revokedAt === null && which(key));
	for (const key of keys) await tx.liveKeys.put({ ...key, revokedAt: now });
	// A certificate that is over needs no place on the list.
	if (keys.some((key) => isShown(key, now))) await publishRevocations(tx, keyring, now);
	return keys;
}
