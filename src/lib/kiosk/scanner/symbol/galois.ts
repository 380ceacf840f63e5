/** The field of 256 elements over x⁸ + x⁴ + x³ + x² + 1, in which QR codes count (ISO/IEC 18004, 7.5). */
export const POWERS = new Uint8Array(512);
export const LOGS = new Uint8Array(256);

let power = 1;
for (let i = 0; i < 255; i++) {
	POWERS[i] = POWERS[i + 255] = power;
	LOGS[power] = i;
	power = power & 0x80 ? (power << 1) ^ 0x11d : power << 1;
}

export const times = (a: number, b: number): number =>
	a === 0 || b === 0 ? 0 : POWERS[LOGS[a]! + LOGS[b]!]!;

/** `b` is not 0. */
export const over = (a: number, b: number): number => (a === 0 ? 0 : POWERS[LOGS[a]! + 255 - LOGS[b]!]!);

/** The value at `x` of a polynomial, constant term first. */
export function valueAt(polynomial: ArrayLike<number>, x: number): number {
	let value = 0;
	for (let i = polynomial.length - 1; i >= 0; i--) value = times(value, x) ^ polynomial[i]!;
	return value;
}
