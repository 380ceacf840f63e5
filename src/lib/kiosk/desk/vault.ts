import { fromHex } from '../../base/bytes.ts';
import { systemClock } from '../../base/clock.ts';
import type { StaffId } from '../../base/id.ts';
import { MOST_WRONG, waitAfter } from '../../domain/desk-pin.ts';
import type { DeskRoster } from '../../domain/desk-roster.ts';
import { openDeskRoster, unlockKey, type DeskPlace, type PinLock } from '../../domain/desk-roster-seal.ts';
import type { DeskRosterAnswer } from '../../sync/desk.ts';
import { agree, ensureAgreement } from './agreement.ts';
import type { DeskDatabase, HeldRow } from './database.ts';
import type { Stretch } from './stretch.ts';

/** Who has opened the roster, and with what it opens again when a newer one comes. In memory alone, until it is locked. */
export interface Opener {
	readonly staffId: StaffId;
	readonly salt: string;
	readonly stretched: Uint8Array;
}

export type Refusal =
	/** `left`: tries before the keys are deleted; 0: they are. `waitMs`: before the next. */
	| { readonly problem: 'wrong'; readonly left: number; readonly waitMs: number }
	| { readonly problem: 'wait'; readonly waitMs: number }
	/** Nothing to open: too many wrong PINs, or this person's was taken back. */
	| { readonly problem: 'no-key' }
	/** The tablet could not work it out: no memory, or a damaged disk. */
	| { readonly problem: 'failed' };

export type Opening =
	| { readonly ok: true; readonly opener: Opener; readonly roster: DeskRoster }
	| ({ readonly ok: false } & Refusal);

export interface Vault {
	/** What is held, once its days are over nothing. Corrected time. */
	held(now: number): Promise<HeldRow | null>;
	/** Wrong PINs since the last right one. */
	wrong(): Promise<number>;
	readonly publicKey: () => Promise<string>;
	put(answer: Extract<DeskRosterAnswer, { state: 'new' }>): Promise<void>;
	/** One try. It is counted before it is made. */
	open(staffId: StaffId, pin: string, now: number): Promise<Opening>;
	/** Opens what has come since; null where this person may no longer, or with another PIN. */
	openAgain(opener: Opener, now: number): Promise<DeskRoster | null>;
	/** The hub does not know this tablet any more. */
	wipe(): Promise<void>;
}

/** The sealed roster on this tablet's disk. Threats: desk-roster-seal.ts. */
export function createVault(
	database: DeskDatabase,
	place: DeskPlace,
	stretch: Stretch,
	monotonic: () => number = () => systemClock.monotonic(),
): Vault {
	/** When this process saw the last try: no clock that is set moves it. Null before the first. */
	let triedAt: number | null = null;
	const waitLeft = async (now: number): Promise<number> => {
		const tries = await database.read('tries');
		if (!tries) return 0;
		const wait = waitAfter(tries.wrong);
		if (triedAt !== null) return Math.max(0, triedAt + wait - monotonic());
		// The clock was set back since: the wait begins again, and then counts.
		if (now < tries.at) await database.rows.put({ ...tries, at: now });
		return Math.max(0, Math.min(tries.at, now) + wait - now);
	};
	const held: Vault['held'] = async (now) => {
		const row = await database.read('held');
		if (!row || now < row.until) return row;
		await database.rows.delete('held');
		return null;
	};
	const unlock = async (row: HeldRow, lock: PinLock, opener: Opener): Promise<DeskRoster | null> => {
		const agreed = await agree((await ensureAgreement(database)).privateKey, row.hubKey);
		const key = unlockKey(lock.locked, { ...opener, agreed }, place);
		const roster = key && openDeskRoster(row.sealed, key, place);
		key?.fill(0);
		agreed.fill(0);
		return roster;
	};
	return {
		held,
		wrong: async () => (await database.read('tries'))?.wrong ?? 0,
		publicKey: async () => (await ensureAgreement(database)).publicKey,
		async put({ mark, until, hubKey, sealed, locks }) {
			await database.rows.put({ key: 'held', mark, until, hubKey, sealed, locks });
		},
		async open(staffId, pin, now) {
			const waitMs = await waitLeft(now);
			if (waitMs > 0) return { ok: false, problem: 'wait', waitMs };
			const row = await held(now);
			const lock = row?.locks.find((one) => one.staffId === staffId);
			if (!row || !lock) return { ok: false, problem: 'no-key' };
			const wrong = await countTry(database, now);
			triedAt = monotonic();
			try {
				const stretched = await stretch(pin, fromHex(lock.salt)!, lock.cost);
				const opener = { staffId, salt: lock.salt, stretched };
				const roster = await unlock(row, lock, opener);
				if (roster) {
					await database.rows.delete('tries');
					return { ok: true, opener, roster };
				}
				stretched.fill(0);
			} catch (error) {
				console.error(error);
				return { ok: false, problem: 'failed' };
			}
			if (wrong >= MOST_WRONG) await forgetLocks(database);
			return { ok: false, problem: 'wrong', left: Math.max(0, MOST_WRONG - wrong), waitMs: waitAfter(wrong) };
		},
		async openAgain(opener, now) {
			const row = await held(now);
			const lock = row?.locks.find((one) => one.staffId === opener.staffId && one.salt === opener.salt);
			return row && lock ? unlock(row, lock, opener) : null;
		},
		wipe: async () => void (await database.rows.clear()),
	};
}

const countTry = (database: DeskDatabase, now: number): PromiseLike<number> =>
	database.transaction('rw', database.rows, async () => {
		const wrong = ((await database.read('tries'))?.wrong ?? 0) + 1;
		await database.rows.put({ key: 'tries', wrong, at: now });
		return wrong;
	});

/** The roster stays, and cannot be opened; without its mark the hub sends it again, with fresh locks. */
const forgetLocks = (database: DeskDatabase): PromiseLike<void> =>
	database.transaction('rw', database.rows, async () => {
		const row = await database.read('held');
		if (row) await database.rows.put({ ...row, mark: null, locks: [] });
	});
