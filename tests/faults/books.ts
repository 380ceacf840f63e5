import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Entry } from '../../src/lib/sync/entry.ts';
import type { Receipt } from '../../src/lib/sync/wire.ts';

/** What lies in the hub's database, read past the hub. */
export interface Books {
	readonly facts: readonly BookedFact[];
	/** Who is present, `session.member` each. */
	readonly present: readonly string[];
	/** The one venue's change counter. */
	readonly rev: number;
}

export interface BookedFact {
	readonly outboxId: string;
	readonly seq: number;
	readonly hash: string;
	readonly outcome: string;
	readonly sessionId: string;
	readonly memberId: string;
}

export const FACTS =
	'SELECT outbox_id AS "outboxId", seq, hash, outcome, subject AS "sessionId", member_id AS "memberId" FROM entry';
export const PRESENT = `SELECT session_id || '.' || member_id AS person FROM attendance WHERE status = 'present'`;
export const REV = 'SELECT rev FROM venue';

export function readSqlite(dataDir: string): Books {
	const database = new DatabaseSync(join(dataDir, 'gongzhan.db'), { readOnly: true, timeout: 5000 });
	try {
		const facts = database.prepare(FACTS).all() as unknown as BookedFact[];
		const people = database.prepare(PRESENT).all() as { person: string }[];
		const { rev } = database.prepare(REV).get() as { rev: number };
		return { facts, present: people.map(({ person }) => person), rev };
	} finally {
		database.close();
	}
}

/** What one outbox was promised. */
export interface Promised {
	readonly outboxId: string;
	/** Everything that it has ever written: check-ins of a different person each. */
	readonly entries: readonly Entry[];
	/** Every receipt that it was ever given, by seq. */
	readonly receipts: ReadonlyMap<number, Receipt>;
}

export interface Audit {
	readonly lost: number;
	readonly doubled: number;
	readonly problems: readonly string[];
}

/** Holds the books against what was promised. `drained`: all has been sent, so all must be there. */
export function audit(books: Books, promised: readonly Promised[], drained: boolean): Audit {
	const byKey = new Map<string, BookedFact>();
	const problems: string[] = [];
	let doubled = 0;
	const twice = (what: string): void => {
		doubled += 1;
		problems.push(`${what} is there twice`);
	};
	const people = new Set<string>();
	for (const fact of books.facts) {
		const [key, person] = [`${fact.outboxId}.${fact.seq}`, `${fact.sessionId}.${fact.memberId}`];
		if (byKey.has(key)) twice(`entry ${key}`);
		else if (people.has(person)) twice(`the check-in of ${person}`);
		byKey.set(key, fact);
		people.add(person);
	}
	const lost = promised.flatMap((outbox) => missing(outbox, byKey, drained));
	const present = new Set(books.present);
	const absent = [...people].filter((person) => !present.has(person));
	if (absent.length > 0) problems.push(`${absent.length} facts without attendance, such as ${absent[0]}`);
	if (books.present.length !== people.size)
		problems.push(`${books.present.length} people present, but facts of ${people.size}`);
	return { lost: lost.length, doubled, problems: [...problems, ...lost] };
}

function missing(
	{ outboxId, entries, receipts }: Promised,
	byKey: Map<string, BookedFact>,
	drained: boolean,
) {
	return entries.flatMap(({ seq, hash }) => {
		const [held, receipt] = [byKey.get(`${outboxId}.${seq}`), receipts.get(seq)];
		if (!held)
			return receipt || drained
				? [`entry ${outboxId}.${seq} is lost (${receipt?.outcome ?? 'no receipt'})`]
				: [];
		if (held.hash !== hash) return [`entry ${outboxId}.${seq} is not what was written`];
		if (receipt && receipt.outcome !== held.outcome)
			return [`entry ${outboxId}.${seq} was ${receipt.outcome} and is ${held.outcome}`];
		return [];
	});
}
