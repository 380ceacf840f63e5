import { assert } from '../base/assert.ts';
import { fromHex, toHex } from '../base/bytes.ts';
import type { MemberId } from '../base/id.ts';
import { rosterLookup } from '../domain/roster.ts';
import type { Context } from './context.ts';
import { currentPass, utcDay } from './current-pass.ts';
import { rosterChanges } from './roster.ts';
import type { MemberRow, PassRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** A pass works for a year. */
const VALID_DAYS = 365;
const LAST_SERIAL = 65_535;

/** The member's pass that works; where there is none, a new one with its roster records. */
export async function ensurePass(
	tx: Tx,
	{ clock, random, keyring }: Context,
	memberId: MemberId,
): Promise<PassRow> {
	const now = clock.now();
	const current = await currentPass(tx, memberId, now);
	if (current) return current;
	const member = await tx.people.member(memberId);
	assert(member, `member ${memberId} exists`);
	const latest = await tx.passes.latest(memberId);
	const today = utcDay(now);
	const pass: PassRow = {
		memberId,
		serial: await nextSerial(tx, memberId),
		keyId: keyring.current.keyId,
		secret: toHex(random.bytes(16)),
		firstDay: today - 1, // in the west it is still yesterday
		lastDay: today + VALID_DAYS,
		issuedAt: now,
		revokedAt: null,
	};
	await tx.passes.issue(pass);
	await putRoster(tx, member, latest, now);
	return pass;
}

/** Passes and phones' keys of one person are counted together: a serial names one of them for ever. */
export async function nextSerial(tx: Tx, memberId: MemberId): Promise<number> {
	const pass = (await tx.passes.latest(memberId))?.serial ?? 0;
	const key = (await tx.liveKeys.ofMember(memberId)).at(-1)?.serial ?? 0;
	const serial = Math.max(pass, key) + 1;
	assert(serial <= LAST_SERIAL, `member ${memberId} has had fewer than ${LAST_SERIAL} passes`);
	return serial;
}

/** Writes the member's roster record at each venue, and removes what an earlier pass opened. */
export async function putRoster(tx: Tx, member: MemberRow, old: PassRow | null, now: number): Promise<void> {
	for (const venueId of await tx.people.rosterVenues(member.memberId)) {
		const changes = await rosterChanges(tx, venueId, [member], now);
		if (old) changes.unshift({ kind: 'roster', id: rosterLookup(fromHex(old.secret)!, venueId), body: null });
		await tx.records.put(venueId, changes);
	}
}
