import { createRequire } from 'node:module';
import type { Honoree } from '../../../src/lib/domain/exhibit.ts';
import { findablesOf } from '../../../src/lib/exhibits/findables.ts';
import { indexing, type Findable } from '../../../src/lib/exhibits/search.ts';
import { EMPTY_EXHIBITION } from '../../../src/lib/kiosk/cache/exhibition.ts';
import { peers } from '../peers.ts';
import { KNOWN, QUERIES } from './queries.ts';

/** The people whom the queries look for, as records. */
export const knownPeople = (like: Honoree): Honoree[] =>
	KNOWN.map(({ name, work, trade, home }, n) => ({
		...{ ...like, id: `known-${n + 1}` as Honoree['id'], name: { zh: name }, work: { zh: work } },
		...{ trade: { zh: trade }, home: { zh: home }, summary: { zh: '有据可查' }, story: [] },
	}));

type Find = (query: string) => readonly string[];

/** Share of the queries that find who is meant, ours and by the peers' defaults over the same words. */
export function measureRecall(people: readonly Honoree[]): {
	table: Record<string, string>[];
	recall: number;
	peers: Record<string, number>;
} {
	const found = [...findablesOf(people, EMPTY_EXHIBITION)];
	const engines: Record<string, Find> = {
		ours: ours(found),
		minisearch: miniSearch(found),
		flexsearch: flexSearch(found),
	};
	const idOf = new Map(
		people.filter(({ id }) => id.startsWith('known-')).map(({ id, name }) => [name.zh, id as string]),
	);
	const hits: Record<string, number> = { ours: 0, minisearch: 0, flexsearch: 0 };
	const table = QUERIES.map(([query, name]) => {
		const row: Record<string, string> = { query, name };
		for (const [engine, find] of Object.entries(engines)) {
			const hit = find(query).includes(idOf.get(name)!);
			row[engine] = hit ? 'found' : '–';
			if (hit) hits[engine]! += 1;
		}
		return row;
	});
	const share = (engine: string): number => Math.round((hits[engine]! / QUERIES.length) * 1000) / 1000;
	return {
		table,
		recall: share('ours'),
		peers: { minisearch: share('minisearch'), flexsearch: share('flexsearch') },
	};
}

function ours(found: readonly Findable<{ id: string }>[]): Find {
	const steps = indexing(found);
	for (;;) {
		const step = steps.next();
		if (step.done) return (query) => step.value.find(query).map(({ id }) => id);
	}
}

const wordsOf = ({ name, about, words }: Findable<unknown>) => ({
	name,
	about: about.join(' '),
	words: words.join(' '),
});

interface MiniSearchLike {
	addAll(documents: readonly object[]): void;
	search(query: string): { id: string }[];
}
function miniSearch(found: readonly Findable<{ id: string }>[]): Find {
	const require = createRequire(peers()('package.json'));
	const { default: MiniSearch } = require('minisearch') as {
		default: new (options: object) => MiniSearchLike;
	} & (new (options: object) => MiniSearchLike);
	const Made = MiniSearch ?? (require('minisearch') as new (options: object) => MiniSearchLike);
	const index = new Made({ fields: ['name', 'about', 'words'] });
	index.addAll(found.map((one) => ({ id: one.of.id, ...wordsOf(one) })));
	return (query) => index.search(query).map(({ id }) => id);
}

interface FlexLike {
	add(id: number, document: object): void;
	search(query: string, options: object): { result: number[] }[];
}
function flexSearch(found: readonly Findable<{ id: string }>[]): Find {
	const require = createRequire(peers()('package.json'));
	const { Document } = require('flexsearch') as { Document: new (options: object) => FlexLike };
	const index = new Document({ document: { id: 'id', index: ['name', 'about', 'words'] } });
	for (const [n, one] of found.entries()) index.add(n, { id: n, ...wordsOf(one) });
	return (query) =>
		index.search(query, { limit: found.length }).flatMap(({ result }) => result.map((n) => found[n]!.of.id));
}
