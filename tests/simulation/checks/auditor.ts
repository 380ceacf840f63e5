import { personOf as aboutWhom, subjectOf } from '../../../src/lib/domain/fact.ts';
import { isPresenceRow } from '../../../src/lib/server/storage/ledger-port.ts';
import { foldAttendance } from '../../../src/lib/domain/attendance.ts';
import { chainStart } from '../../../src/lib/sync/entry.ts';
import type { Outcome } from '../../../src/lib/sync/wire.ts';
import type { EntryRow } from '../../../src/lib/server/storage/ledger-port.ts';
import {
	keyOf,
	type Changes,
	type Data,
	type TableName,
	type Tables,
} from '../../contract/memory-storage/data.ts';
import type { CommitWatch } from '../hub/memory-store.ts';
import type { Sim } from '../sim.ts';
import { createReader, type Reader } from './reader.ts';

/** Looks at each commit of a store that can be watched. */
export interface Auditor extends CommitWatch {
	/** Does the hub hold what this receipt is for? True where the store cannot be watched. */
	holds(hash: string, outcome: Outcome): boolean;
}

export function createAuditor(sim: Sim): Auditor {
	/** Hash of what is stored under each key, and the receipt of each content. */
	const byKey = new Map<string, string>();
	const outcomes = new Map<string, Outcome>();
	const apart = new Set<string>();
	let reader: Reader | null = null;
	const note = (row: EntryRow): void => {
		const key = keyOf(row.venueId, row.outboxId, row.seq);
		if (byKey.has(key)) sim.violated(`[S3] ${row.entryId} is stored twice`);
		byKey.set(key, row.hash);
		outcomes.set(row.hash, row.outcome);
	};
	return {
		restored(data) {
			byKey.clear();
			outcomes.clear();
			apart.clear();
			for (const row of rowsOf(data, 'entry').values()) note(row);
			for (const { hash } of rowsOf(data, 'quarantine').values()) apart.add(hash);
			reader = createReader(sim, data);
		},
		committed(data, changes) {
			const fresh = [...changesOf(changes, 'entry').values()];
			for (const row of fresh) note(row);
			for (const { hash } of changesOf(changes, 'quarantine').values()) apart.add(hash);
			for (const row of fresh) checkPlace(sim, data, row);
			for (const person of new Set(fresh.map(personOf))) checkFold(sim, data, person);
			reader?.look(changes);
		},
		holds: (hash, outcome) =>
			reader === null || (outcome === 'quarantined' ? apart.has(hash) : outcomes.get(hash) === outcome),
	};
}

export const rowsOf = <T extends TableName>(data: Data, name: T): ReadonlyMap<string, Tables[T]> =>
	(data.get(name) ?? new Map()) as ReadonlyMap<string, Tables[T]>;

/** The rows that a commit has written. */
export function changesOf<T extends TableName>(changes: Changes, name: T): Map<string, Tables[T]> {
	const rows = [...(changes.get(name) ?? [])].filter(([, row]) => row !== undefined);
	return new Map(rows) as Map<string, Tables[T]>;
}

/** [S2, S3] An entry stands behind the one before it, and its outbox's head is not before it. */
function checkPlace(sim: Sim, data: Data, row: EntryRow): void {
	const { venueId, outboxId, seq, prev, entryId } = row;
	const before = rowsOf(data, 'entry').get(keyOf(venueId, outboxId, seq - 1));
	const isBehind =
		seq === 1 ? prev === chainStart(row).hash : before ? prev === before.hash : isKeptUnread(data, row);
	if (!isBehind) sim.violated(`[S2] ${entryId} does not follow the entry before it`);
	const outbox = rowsOf(data, 'outbox').get(keyOf(venueId, outboxId));
	if (!outbox || outbox.head.seq < seq) sim.violated(`[S3] ${entryId} is behind its outbox's head`);
}

const isKeptUnread = (data: Data, { venueId, outboxId, seq, prev }: EntryRow): boolean =>
	rowsOf(data, 'quarantine').has(keyOf(venueId, outboxId, seq - 1, prev));

const personOf = ({ venueId, fact }: EntryRow): string =>
	keyOf(venueId, subjectOf(fact), aboutWhom(fact) ?? '');

/** [S3] The effect of an entry is committed with it. */
function checkFold(sim: Sim, data: Data, person: string): void {
	const facts = [...rowsOf(data, 'entry').values()]
		.filter(isPresenceRow)
		.filter((row) => personOf(row) === person);
	const stored = rowsOf(data, 'attendance').get(person)?.attendance ?? null;
	if (JSON.stringify(stored) !== JSON.stringify(foldAttendance(facts)))
		sim.violated(`[S3] the attendance of ${person} is not the fold of its facts`);
}
