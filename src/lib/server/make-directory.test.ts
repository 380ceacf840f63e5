import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { makeDirectory } from './make-directory.ts';

const base = mkdtempSync(join(tmpdir(), 'gongzhan-directories-'));
afterAll(() => rmSync(base, { recursive: true }));

it('makes what is missing, for its owner alone', () => {
	const path = join(base, 'a', 'b');
	makeDirectory(path);
	makeDirectory(path);
	expect(statSync(path).mode & 0o777).toBe(0o700);
});

it('says what stands in its way', () => {
	symlinkSync(join(base, 'nowhere'), join(base, 'dangling'));
	expect(() => makeDirectory(join(base, 'dangling'))).toThrow(/EEXIST/);
});

it('hubs that make the same one at once all have it', async () => {
	const ROUNDS = 2_000;
	const racer = `
		const { workerData: { module, base, gate, rounds } } = require('node:worker_threads');
		import(module).then(({ makeDirectory }) => {
			for (let round = 0; round < rounds; round++) {
				Atomics.add(gate, 0, 1);
				while (Atomics.load(gate, 0) < 2 * (round + 1));
				makeDirectory(base + '/raced-' + round);
			}
		});`;
	const workerData = {
		module: new URL('./make-directory.ts', import.meta.url).href,
		gate: new Int32Array(new SharedArrayBuffer(4)),
		...{ base, rounds: ROUNDS },
	};
	const racers = [1, 2].map(() => new Worker(racer, { eval: true, workerData }));
	const ended = Promise.all(racers.map((each) => once(each, 'exit')));
	await ended.finally(() => racers.forEach((each) => void each.terminate()));
	expect(statSync(join(base, `raced-${ROUNDS - 1}`)).isDirectory()).toBe(true);
});
