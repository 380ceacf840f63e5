import fc from 'fast-check';
import { expect, test } from 'vitest';
import { POWERS, times } from './galois.ts';
import { correct } from './reed-solomon.ts';

/** Data and its check codewords: the remainder of a long division. */
function encoded(data: readonly number[], checks: number): Uint8Array {
	let generator = [1];
	for (let i = 0; i < checks; i++) {
		const next = [...generator, 0];
		generator.forEach((value, k) => (next[k + 1]! ^= times(value, POWERS[i]!)));
		generator = next;
	}
	const rest = [...data, ...Array.from({ length: checks }, () => 0)];
	for (let i = 0; i < data.length; i++) {
		const lead = rest[i]!;
		generator.forEach((value, k) => (rest[i + k]! ^= times(value, lead)));
	}
	return Uint8Array.from([...data, ...rest.slice(data.length)]);
}

const byte = fc.integer({ min: 0, max: 255 });

/** A block, and places in it that are lost (known) or wrong (unknown). */
const broken = fc
	.record({
		data: fc.array(byte, { minLength: 10, maxLength: 110 }),
		checks: fc.integer({ min: 7, max: 30 }),
		order: fc.infiniteStream(fc.nat()),
		lost: fc.nat(30),
		wrong: fc.nat(15),
		noise: fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 50, maxLength: 50 }),
	})
	.map(({ data, checks, order, lost, wrong, noise }) => {
		const places = [...encoded(data, checks).keys()];
		for (let i = places.length - 1; i > 0; i--) {
			const j = (order.next().value as number) % (i + 1);
			[places[i], places[j]] = [places[j]!, places[i]!];
		}
		return { data, checks, noise, lost: places.slice(0, lost), wrong: places.slice(lost, lost + wrong) };
	});

test('2 errors + erasures are mended exactly as far as the checks left over allow', () => {
	fc.assert(
		fc.property(broken, fc.nat(4), ({ data, checks, lost, wrong, noise }, spare) => {
			const right = encoded(data, checks);
			const block = right.slice();
			[...lost, ...wrong].forEach((place, i) => (block[place]! ^= noise[i]!));
			const mendable = 2 * wrong.length + lost.length + spare <= checks;
			const mended = correct(block, checks, lost, spare);
			if (mendable) expect(mended).toBe(true);
			if (mendable) expect(block).toEqual(right);
			else if (mended && 2 * wrong.length + lost.length <= checks) expect(block).not.toEqual(right);
		}),
		{ numRuns: 1_000 },
	);
});
