import { assert } from '../base/assert.ts';
import { fromHex, toHex } from '../base/bytes.ts';
import type { MemberId, VenueId } from '../base/id.ts';
import { writePass } from '../domain/pass.ts';
import { rosterLookup } from '../domain/roster.ts';
import type { Context } from './context.ts';
import { currentPass, utcDay } from './current-pass.ts';
import type { PassService } from './hub.ts';
import type { Keyring } from './keyring.ts';
import { rosterChanges } from './roster.ts';
import { samplePasses } from './samples.ts';
import type { MemberRow, PassRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';
import { revocationChanges } from './trust.ts';

/** A pass works for a year. */
const VALID_DAYS = 365;

export function passService(context: Context): PassService {
	const { storage, keyring, clock } = context;
	const textFor = async (memberId: MemberId): Promise<string> => {
		const pass = await storage.read((tx) => currentPass(tx, memberId, clock.now()));
		if (pass) return passText(pass, keyring);
		const issued = await storage.write((tx) => ensurePass(tx, context, memberId));
		announce(context, issued.revs);
		return passText(issued.pass, keyring);
	};
	const service: PassService = {
		textFor,
		async sheet(venueId, offeringId) {
			const members = await storage.read((tx) => tx.people.enrolled(venueId, offeringId));
			const lines = [];
			for (const { memberId, name, number } of members)
				lines.push({ memberId, name, number, text: await textFor(memberId) });
			return lines;
		},
		async revoke(memberId, by) {
			announce(context, await storage.write((tx) => revokePass(tx, context, memberId, `staff:${by.id}`)));
		},
		samples: (venueId) => samplePasses(context, service, venueId),
	};
	return service;
}

/** New revs by venue, to be announced after the commit. */
type Revs = ReadonlyMap<VenueId, number>;

function announce({ live }: Context, revs: Revs): void {
	for (const [venueId, rev] of revs) live.announce(venueId, rev);
}

/** The text of the pass's QR code. */
export function passText(pass: PassRow, keyring: Keyring): string {
	const key = keyring.all.get(pass.keyId);
	assert(
		key,
		`pass ${pass.memberId}.${pass.serial} was signed with key ${pass.keyId}, which is not in the keys directory`,
	);
	return writePass({ ...pass, secret: fromHex(pass.secret)! }, key);
}

/** The member's pass that works; where there is none, a new one with its roster records. */
async function ensurePass(
	tx: Tx,
	{ clock, random, keyring }: Context,
	memberId: MemberId,
): Promise<{ pass: PassRow; revs: Revs }> {
	const now = clock.now();
	const current = await currentPass(tx, memberId, now);
	if (current) return { pass: current, revs: new Map() };
	const member = await tx.people.member(memberId);
	assert(member, `member ${memberId} exists`);
	const latest = await tx.passes.latest(memberId);
	const today = utcDay(now);
	const pass: PassRow = {
		memberId,
		serial: (latest?.serial ?? 0) + 1,
		keyId: keyring.current.keyId,
		secret: toHex(random.bytes(16)),
		firstDay: today - 1, // in the west it is still yesterday
		lastDay: today + VALID_DAYS,
		issuedAt: now,
		revokedAt: null,
	};
	await tx.passes.issue(pass);
	return { pass, revs: await putRoster(tx, member, latest, now) };
}

/** Writes the member's roster record at each venue, and removes what an earlier pass opened. */
async function putRoster(tx: Tx, member: MemberRow, old: PassRow | null, now: number): Promise<Revs> {
	const revs = new Map<VenueId, number>();
	for (const venueId of await tx.people.venuesOf(member.memberId)) {
		const changes = await rosterChanges(tx, venueId, [member], now);
		if (old) changes.unshift({ kind: 'roster', id: rosterLookup(fromHex(old.secret)!, venueId), body: null });
		const rev = await tx.records.put(venueId, changes);
		if (rev !== null) revs.set(venueId, rev);
	}
	return revs;
}

async function revokePass(
	tx: Tx,
	{ clock, keyring }: Context,
	memberId: MemberId,
	actor: string,
): Promise<Revs> {
	const now = clock.now();
	const pass = await tx.passes.latest(memberId);
	const member = await tx.people.member(memberId);
	if (!pass || !member || pass.revokedAt !== null) return new Map();
	await tx.passes.revoke(memberId, pass.serial, now);
	const revs = new Map(await putRoster(tx, member, pass, now));
	// At every venue: a pass is valid wherever the hub's key is trusted.
	for (const venueId of await tx.records.venues()) {
		const rev = await tx.records.put(venueId, await revocationChanges(tx, keyring, venueId, now));
		if (rev !== null) revs.set(venueId, rev);
	}
	const subject = `pass:${memberId}.${pass.serial}`;
	await tx.audit.append({ at: now, venueId: null, actor, action: 'pass-revoked', subject, detail: null });
	return revs;
}
