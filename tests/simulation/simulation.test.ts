import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeLedger, OUTBOX } from '../contract/ledger.ts';
import { blankDisk } from '../contract/memory-ledger.ts';
import { ledgerOn } from './disk.ts';
import type { Mutation } from './mutations.ts';
import { failureOf } from './report.ts';
import { createSim } from './sim.ts';
import { playWorld, setStage, type Stage } from './world.ts';

const SEEDS = 40;
/** Seeds that have found a bug, and which. */
const PINNED: readonly (readonly [seed: number, bug: string])[] = [
	[2, 'a cookie lost during a long outage was never renewed [S11]'],
	[62, 'a request that came late took back what the device had said of itself [S9]'],
	[193, 'a presence that moved to another day stayed with those who had heard of it [S14]'],
];

let stage: Stage;
beforeAll(async () => void (stage = await setStage()));
afterAll(() => stage.strike());

const failureAt = async (seed: number): Promise<string | null> => {
	const told = await playWorld(seed, stage);
	return told.violations.length > 0 ? failureOf(told) : null;
};

describe('simulated worlds', () => {
	for (let first = 0; first < SEEDS; first += 10)
		it(`keep every rule, seeds ${first} to ${first + 9}`, { timeout: 120_000 }, async () => {
			for (let seed = first; seed < first + 10; seed++) expect(await failureAt(seed)).toBeNull();
		});
	for (const [seed, bug] of PINNED.filter(([pinned]) => pinned >= SEEDS))
		it(`keep every rule, seed ${seed}: ${bug}`, async () => {
			expect(await failureAt(seed)).toBeNull();
		});

	it('are the same each time', { timeout: 60_000 }, async () => {
		// With real passes on a real disk, and with neither.
		for (const seed of [40, 3])
			expect((await playWorld(seed, stage)).trace).toEqual((await playWorld(seed, stage)).trace);
	});
});

describe('a rule broken on purpose is seen within a few worlds:', () => {
	it.each([
		'ack-before-commit',
		'delete-before-receipt',
		'reuse-seq',
		'forget-receipt',
		'unsynced-hub',
	] as Mutation[])('%s', { timeout: 120_000 }, async (mutation) => {
		let found = false;
		for (let seed = 0; seed < 20 && !found; seed++)
			found = (await playWorld(seed, stage, mutation)).violations.length > 0;
		expect(found).toBe(true);
	});
});

const disk = () => blankDisk(OUTBOX);
let current = disk();
/** A simulated program's ledger whose time passes at once. */
const ledger = () => {
	const watch = { made: () => undefined, settled: () => undefined };
	const sim = Object.assign(createSim(0, null), { stormy: false });
	return ledgerOn(sim, current, { synced: null }, () => Promise.resolve(), watch);
};
describeLedger('simulated disk', {
	make: async () => {
		current = disk();
		return ledger();
	},
	restart: async () => ledger(),
});
