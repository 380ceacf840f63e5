/**
 * Claim code: what somebody types on a phone to get their pass there, `7K3M-X9QT-2F8`. Ten symbols of five bits, 2^50 codes,
 * and one that tells a slip of the finger from a guess. The alphabet is Crockford's: no I, L, O, U.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_SYMBOLS = 10;
/** A prime below the alphabet's length: any two neighbours swapped change the sum. */
const MODULUS = 31;
/** How many bytes of randomness make a code. */
export const CLAIM_BYTES = RANDOM_SYMBOLS;

const checkOf = (values: readonly number[]): string =>
	ALPHABET[values.reduce((sum, value, index) => sum + (index + 1) * value, 0) % MODULUS]!;

/** A code out of `CLAIM_BYTES` random bytes, without dashes. */
export function makeClaimCode(random: Uint8Array): string {
	const values = Array.from(random.subarray(0, RANDOM_SYMBOLS), (byte) => byte & 31);
	return values.map((value) => ALPHABET[value]).join('') + checkOf(values);
}

/** As it is printed: in groups of four. */
export const groupClaimCode = (code: string): string => code.match(/.{1,4}/g)!.join('-');

/** The code that was meant, or null where it cannot be one: then it was mistyped, and nobody needs to be asked. */
export function readClaimCode(typed: string): string | null {
	const text = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s\-_.·–—]/g, '')
		.replace(/O/g, '0')
		.replace(/[IL]/g, '1');
	if (text.length !== RANDOM_SYMBOLS + 1) return null;
	const values = [...text].map((symbol) => ALPHABET.indexOf(symbol));
	if (values.includes(-1)) return null;
	return checkOf(values.slice(0, -1)) === text.at(-1) ? text : null;
}
