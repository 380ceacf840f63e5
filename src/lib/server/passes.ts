import { assert } from '../base/assert.ts';
import { fromHex, toHex } from '../base/bytes.ts';
import type { MemberId } from '../base/id.ts';
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
/** Passes issued in one transaction: sealing and signing take their time, and others want to write too. */
const CHUNK = 50;

export function passService(context: Context): PassService {
	const { storage, keyring } = context;
	/** Texts in the members' order, issuing what is missing: a few dozen passes a commit. */
	const textsFor = async (members: readonly MemberId[]): Promise<string[]> => {
		const texts: string[] = [];
		for (let from = 0; from < members.length; from += CHUNK) {
			const chunk = members.slice(from, from + CHUNK);
			for (const pass of (await passesOf(context, chunk)).passes) texts.push(passText(pass, keyring));
			// Signing keeps the processor busy: let requests in between.
			if (texts.length < members.length) await new Promise((resolve) => setImmediate(resolve));
		}
		return texts;
	};
	const service: PassService = {
		textFor: async (memberId) => (await textsFor([memberId]))[0]!,
		async issueMissing(venueId, onProgress = () => {}) {
			let issued = 0;
			for (let last: MemberId | '' | null = '', done = 0; last !== null;) {
				const after: string = last;
				const members = await storage.read((tx) => tx.people.enrolledAnywhere(venueId, after, CHUNK));
				issued += (
					await passesOf(
						context,
						members.map((member) => member.memberId),
					)
				).issued;
				last = members.length === CHUNK ? members.at(-1)!.memberId : null;
				onProgress((done += members.length));
				await new Promise((resolve) => setImmediate(resolve));
			}
			return issued;
		},
		async sheet(venueId, offeringId) {
			const members = await storage.read((tx) => tx.people.enrolled(venueId, offeringId));
			const texts = await textsFor(members.map((member) => member.memberId));
			return members.map(({ memberId, name, number }, index) => ({
				...{ memberId, name, number, text: texts[index]! },
			}));
		},
		async revoke(memberId, by) {
			await storage.write(null, (tx) => revokePass(tx, context, memberId, `staff:${by.id}`));
		},
		samples: (venueId) => samplePasses(context, service, venueId),
	};
	return service;
}

/** The working passes of these members; the database is written to only where one is missing. */
async function passesOf(
	context: Context,
	members: readonly MemberId[],
): Promise<{ passes: PassRow[]; issued: number }> {
	const { storage, clock } = context;
	const known = await storage.read(async (tx) => {
		const passes: PassRow[] = [];
		for (const memberId of members) {
			const pass = await currentPass(tx, memberId, clock.now());
			if (pass) passes.push(pass);
		}
		return passes;
	});
	if (known.length === members.length) return { passes: known, issued: 0 };
	const passes = await storage.write(null, async (tx) => {
		const issued: PassRow[] = [];
		for (const memberId of members) issued.push(await ensurePass(tx, context, memberId));
		return issued;
	});
	return { passes, issued: members.length - known.length };
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
async function ensurePass(tx: Tx, { clock, random, keyring }: Context, memberId: MemberId): Promise<PassRow> {
	const now = clock.now();
	const current = await currentPass(tx, memberId, now);
	if (current) return current;
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
	await putRoster(tx, member, latest, now);
	return pass;
}

/** Writes the member's roster record at each venue, and removes what an earlier pass opened. */
async function putRoster(tx: Tx, member: MemberRow, old: PassRow | null, now: number): Promise<void> {
	for (const venueId of await tx.people.venuesOf(member.memberId)) {
		const changes = await rosterChanges(tx, venueId, [member], now);
		if (old) changes.unshift({ kind: 'roster', id: rosterLookup(fromHex(old.secret)!, venueId), body: null });
		await tx.records.put(venueId, changes);
	}
}

async function revokePass(
	tx: Tx,
	{ clock, keyring }: Context,
	memberId: MemberId,
	actor: string,
): Promise<void> {
	const now = clock.now();
	const pass = await tx.passes.latest(memberId);
	const member = await tx.people.member(memberId);
	if (!pass || !member || pass.revokedAt !== null) return;
	await tx.passes.revoke(memberId, pass.serial, now);
	await putRoster(tx, member, pass, now);
	// At every venue: a pass is valid wherever the hub's key is trusted.
	for (const venueId of await tx.records.venues())
		await tx.records.put(venueId, await revocationChanges(tx, keyring, venueId, now));
	const subject = `pass:${memberId}.${pass.serial}`;
	await tx.audit.append({ at: now, venueId: null, actor, action: 'pass-revoked', subject, detail: null });
}
