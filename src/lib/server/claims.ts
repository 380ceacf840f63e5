import { toHex, utf8 } from '../base/bytes.ts';
import { hmacSha256 } from '../base/digest.ts';
import type { MemberId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { CLAIM_BYTES, groupClaimCode, makeClaimCode, readClaimCode } from '../domain/claim-code.ts';
import type { Context } from './context.ts';
import { addressKey } from './http/limits.ts';
import type { ClaimService } from './pass-shapes.ts';
import type { Tx } from './storage/port.ts';

/** Long enough for a letter to arrive and be opened. */
const GOOD_FOR = 30 * 86_400_000;
const HOUR = 3_600_000;

/** So many wrong codes within an hour of the first, and no code is taken from there until the hour is over. */
const MOST_FROM_ADDRESS = 20;
/**
 * From all addresses together, whoever has many of them: 2.6 million guesses a year at 2^50 codes. With a million codes
 * waiting to be used, one of them would be hit in four hundred years.
 */
const MOST_FROM_ALL = 300;
const EVERYBODY = 'everybody';

type Refusal = 'mistyped' | 'no-such-code' | 'too-many';

export function claimService(context: Context): ClaimService {
	const { clock, random, storage, keyring } = context;
	const key = keyring.purpose('claim');
	const mac = (text: string): string => toHex(hmacSha256(key, utf8(text)));
	return {
		async issue(memberId, by) {
			const now = clock.now();
			const code = makeClaimCode(random.bytes(CLAIM_BYTES));
			const expiresAt = now + GOOD_FOR;
			await storage.write(null, async (tx) => {
				await tx.claims.dropUnused(memberId);
				await tx.claims.put({ codeHash: mac(`code ${code}`), memberId, expiresAt, holder: null });
				await note(tx, now, by, 'claim-code-issued', `member:${memberId}`);
			});
			return { code: groupClaimCode(code), expiresAt };
		},
		async redeem(typed, holder, address) {
			const code = readClaimCode(typed);
			if (code === null) return err('mistyped');
			const now = clock.now();
			const limits = [
				{ source: mac(`address ${addressKey(address)}`), most: MOST_FROM_ADDRESS },
				{ source: EVERYBODY, most: MOST_FROM_ALL },
			];
			// Asked before anything is written: a flood of guesses must not keep others from writing.
			if (await storage.read((tx) => isLocked(tx, limits, now))) return err('too-many');
			return storage.write(null, (tx) =>
				redeem(tx, { codeHash: mac(`code ${code}`), holder: mac(`holder ${holder}`) }, limits, now),
			);
		},
	};
}

interface Limit {
	readonly source: string;
	readonly most: number;
}

async function isLocked(tx: Tx, limits: readonly Limit[], now: number): Promise<boolean> {
	for (const { source, most } of limits) {
		const wrong = await tx.claims.wrong(source);
		if (wrong && wrong.until > now && wrong.count >= most) return true;
	}
	return false;
}

/** The count and the answer are one transaction: guesses at many hubs at once are counted like guesses at one. */
async function redeem(
	tx: Tx,
	{ codeHash, holder }: { codeHash: string; holder: string },
	limits: readonly Limit[],
	now: number,
): Promise<Result<MemberId, Refusal>> {
	if (await isLocked(tx, limits, now)) return err('too-many');
	const claim = await tx.claims.get(codeHash);
	// Used, over or never issued: one answer, so that nobody learns which.
	if (!claim || claim.expiresAt <= now || (claim.holder !== null && claim.holder !== holder)) {
		for (const limit of limits) await count(tx, limit, now);
		return err('no-such-code');
	}
	if (claim.holder === null) {
		await tx.claims.put({ ...claim, holder });
		await note(tx, now, `member:${claim.memberId}`, 'claim-code-used', `member:${claim.memberId}`);
	}
	return ok(claim.memberId);
}

async function count(tx: Tx, { source, most }: Limit, now: number): Promise<void> {
	const known = await tx.claims.wrong(source);
	const current = known && known.until > now ? known : { source, count: 0, until: now + HOUR };
	const counted = { ...current, count: current.count + 1 };
	await tx.claims.putWrong(counted);
	if (counted.count === most) await note(tx, now, 'hub', 'claims-locked', `source:${source.slice(0, 16)}`);
}

const note = (tx: Tx, at: number, actor: string, action: string, subject: string): Promise<void> =>
	tx.audit.append({ at, venueId: null, actor, action, subject, detail: null });
