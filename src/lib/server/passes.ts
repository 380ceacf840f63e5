import { assert } from '../base/assert.ts';
import { fromHex } from '../base/bytes.ts';
import type { MemberId } from '../base/id.ts';
import { writePass } from '../domain/pass.ts';
import type { Context } from './context.ts';
import { currentPass } from './current-pass.ts';
import { endPhones } from './end-phones.ts';
import type { PassService } from './hub.ts';
import { ensurePass, putRoster } from './issue-pass.ts';
import type { Keyring } from './keyring.ts';
import { samplePasses } from './samples.ts';
import type { PassRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';
import { publishRevocations } from './trust.ts';

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
			const who = `staff:${by.id}`;
			await storage.write(null, async (tx) => {
				await endPhones(tx, context, memberId, who);
				await revokePass(tx, context, memberId, who);
			});
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

/** In a transaction that may do more; the person's phones go on. */
export async function revokePass(
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
	await publishRevocations(tx, keyring, now);
	const subject = `pass:${memberId}.${pass.serial}`;
	await tx.audit.append({ at: now, venueId: null, actor, action: 'pass-revoked', subject, detail: null });
}
