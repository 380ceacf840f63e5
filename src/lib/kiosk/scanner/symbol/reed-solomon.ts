import { over, POWERS, times, valueAt } from './galois.ts';

/**
 * Corrects a block in place: data, then `checks` check codewords. Errors and erasures: a codeword known to be doubtful
 * costs one check, an unknown error two. At least `spare` checks must be left over, or a wrong block might pass for right:
 * by chance one in 256 for each.
 * Berlekamp–Massey started from the erasures' locator (Blahut 1983), Chien search, Forney's values. False where it cannot.
 */
export function correct(
	block: Uint8Array,
	checks: number,
	erased: readonly number[],
	spare: number,
): boolean {
	const { length } = block;
	const syndromes = syndromesOf(block, checks);
	if (syndromes.every((value) => value === 0)) return erased.length + spare <= checks;
	const locator = locatorOf(
		syndromes,
		erased.map((place) => POWERS[length - 1 - place]!),
	);
	const degree = locator.length - 1;
	const unknown = degree - erased.length;
	if (unknown < 0 || 2 * unknown + erased.length + spare > checks) return false;
	const evaluator = Uint8Array.from({ length: checks }, (_, i) => {
		let sum = 0;
		for (let k = 0; k <= Math.min(i, degree); k++) sum ^= times(locator[k]!, syndromes[i - k]!);
		return sum;
	});
	let found = 0;
	for (let place = 0; place < length; place++) {
		const exponent = length - 1 - place;
		const inverse = POWERS[255 - (exponent % 255)]!;
		if (valueAt(locator, inverse) !== 0) continue;
		found++;
		// The formal derivative keeps the odd terms.
		let slope = 0;
		for (let k = 1; k <= degree; k += 2)
			slope ^= times(locator[k]!, POWERS[((255 - exponent) * (k - 1)) % 255]!);
		if (slope === 0) return false;
		block[place]! ^= times(POWERS[exponent]!, over(valueAt(evaluator, inverse), slope));
	}
	return found === degree && syndromesOf(block, checks).every((value) => value === 0);
}

function syndromesOf(block: Uint8Array, checks: number): Uint8Array {
	return Uint8Array.from({ length: checks }, (_, i) => {
		let value = 0;
		for (const word of block) value = times(value, POWERS[i]!) ^ word;
		return value;
	});
}

/** The polynomial whose roots are the inverses of the errors' places, constant term first, without leading zeros. */
function locatorOf(syndromes: Uint8Array, erasures: readonly number[]): Uint8Array {
	const checks = syndromes.length;
	let locator = new Uint8Array(checks + 2);
	locator[0] = 1;
	for (const place of erasures) for (let k = checks; k > 0; k--) locator[k]! ^= times(locator[k - 1]!, place);
	let before = locator.slice();
	let errors = erasures.length;
	for (let step = erasures.length; step < checks; step++) {
		let off = 0;
		for (let k = 0; k <= step; k++) off ^= times(locator[k]!, syndromes[step - k]!);
		before.copyWithin(1, 0, checks + 1);
		before[0] = 0;
		if (off === 0) continue;
		const next = locator.map((value, k) => value ^ times(off, before[k]!));
		if (2 * errors <= step + erasures.length) {
			errors = step + 1 + erasures.length - errors;
			before = locator.map((value) => over(value, off));
		}
		locator = next;
	}
	let degree = checks + 1;
	while (degree > 0 && locator[degree] === 0) degree--;
	return locator.subarray(0, degree + 1);
}
