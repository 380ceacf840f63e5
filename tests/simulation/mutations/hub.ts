import { personOf, subjectOf } from '../../../src/lib/domain/fact.ts';
import type { EntryId } from '../../../src/lib/base/id.ts';
import type { Hub } from '../../../src/lib/server/hub.ts';
import type { HubStorage, Tx } from '../../../src/lib/server/storage/port.ts';
import { receiptFor } from '../../../src/lib/sync/ingest.ts';
import type { EntriesResponse, Receipt } from '../../../src/lib/sync/wire.ts';
import type { Makeshift } from '../../contract/memory-storage/storage.ts';
import { noTurns } from '../../contract/memory-storage/turns.ts';
import type { Reply } from '../hub/front-door.ts';
import type { Sim } from '../sim.ts';
import type { Mutation } from './list.ts';

/** What a mutation makes of the hub's storage, its services, its answers, and of the database itself. */

const STORAGES: Partial<Record<Mutation, (storage: HubStorage) => HubStorage>> = {
	'answer-before-commit': (storage) => ({
		...storage,
		write: (venueId, work) =>
			new Promise((resolve, reject) => {
				const telling = async (tx: Tx) => resolve(await work(tx));
				storage.write(venueId, telling).catch(reject);
			}),
	}),
	'statement-by-statement': (storage) => ({
		...storage,
		write: (venueId, work) => work(eachStatement((statement) => storage.write(venueId, statement))),
	}),
	'person-once': (storage) =>
		writing(storage, 'ledger', (ledger) => ({
			async append(rows) {
				for (const row of rows) {
					const memberId = personOf(row.fact);
					const known = memberId
						? await ledger.about(row.venueId, [{ memberId, subject: subjectOf(row.fact) }])
						: [];
					if (known.length === 0) await ledger.append([row]);
				}
			},
		})),
	'first-come': (storage) =>
		writing(storage, 'attendance', (stored) => ({
			async put(venueId, rows) {
				for (const row of rows) {
					const since = (await stored.of(venueId, row))?.since ?? row.attendance.since;
					await stored.put(venueId, [{ ...row, attendance: { ...row.attendance, since } }]);
				}
			},
		})),
};

/** A storage in which one store of each write does some things in its own way. */
const writing = <Name extends keyof Tx>(
	storage: HubStorage,
	name: Name,
	ways: (store: Tx[Name]) => Partial<Tx[Name]>,
): HubStorage => ({
	...storage,
	write: (venueId, work) =>
		storage.write(venueId, (tx) => work(instead(tx, { [name]: instead(tx[name], ways(tx[name])) }))),
});

const instead = <T extends object>(whole: T, parts: object): T =>
	new Proxy(whole, {
		get: (_, name: string) => (parts as Record<string, unknown>)[name] ?? whole[name as keyof T],
	});

type Statement = (...args: unknown[]) => Promise<unknown>;

/** A transaction that is none: `act` does each statement by itself. */
const eachStatement = (act: (statement: (tx: Tx) => Promise<unknown>) => Promise<unknown>): Tx =>
	new Proxy({} as Tx, {
		get: (_, store: keyof Tx) =>
			new Proxy(
				{},
				{
					get:
						(__, name: string): Statement =>
						(...args) =>
							act((tx) => (tx[store] as unknown as Record<string, Statement>)[name]!(...args)),
				},
			),
	});

export const mutatedStorage = ({ mutation }: Sim, storage: HubStorage): HubStorage =>
	(mutation && STORAGES[mutation]?.(storage)) ?? storage;

const HUBS: Partial<Record<Mutation, (hub: Hub) => Hub>> = {
	'ignore-chain': (hub) => ({
		...hub,
		ledger: {
			...hub.ledger,
			async ingest(device, request) {
				const entries = request.entries as { seq: number; entryId: EntryId }[];
				const outbox = { venueId: device.venueId, outboxId: request.outboxId };
				const stored = await hub.storage.read((tx) => tx.ledger.stored(outbox, 0, Number.MAX_SAFE_INTEGER));
				const known = new Set(stored.map((row) => row.seq));
				const answer = await hub.ledger.ingest(device, {
					...request,
					entries: entries.filter(({ seq }) => !known.has(seq)),
				});
				if (!answer.ok) return answer;
				const receipts = entries
					.filter(({ seq }) => known.has(seq))
					.map((entry): Receipt => receiptFor(entry, 'recorded'));
				return { ok: true, value: { ...answer.value, receipts: [...receipts, ...answer.value.receipts] } };
			},
		},
	}),
	'correction-wins': (hub) => ({
		...hub,
		attendance: {
			...hub.attendance,
			async correct(by, venueId, correction) {
				const { sessionId, memberId } = correction;
				const known = await hub.attendance.history(venueId, sessionId, memberId);
				const saw = known.map((line): string => line.entryId);
				return hub.attendance.correct(by, venueId, { ...correction, saw });
			},
		},
	}),
};

export const mutatedHub = ({ mutation }: Sim, hub: Hub): Hub => (mutation && HUBS[mutation]?.(hub)) ?? hub;

/** [sequence-cursor] Numbers that nobody waits for and no rollback gives back. */
export function makeshiftFor({ mutation }: Sim): Makeshift {
	if (mutation !== 'sequence-cursor') return {};
	let last = 0;
	return {
		turns: noTurns,
		takeRevs(draft, venueId, count) {
			const rows = draft.rows('venue');
			last = Math.max(last, rows.get(venueId)?.rev ?? 0) + count;
			rows.put(venueId, { venueId, rev: last });
			return last;
		},
	};
}

/** [forget-receipt] takes the receipts that were given once out of an answer. */
export function mutatedReplies({ mutation }: Sim): (reply: Reply) => Reply {
	const given = new Set<string>();
	return (reply) => {
		if (mutation !== 'forget-receipt' || !reply.body.includes('"receipts"')) return reply;
		const answer = JSON.parse(reply.body) as EntriesResponse;
		const receipts = answer.receipts.filter(({ entryId }) => !given.has(entryId));
		for (const { entryId } of receipts) given.add(entryId);
		return { ...reply, body: JSON.stringify({ ...answer, receipts }) };
	};
}
