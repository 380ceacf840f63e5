/** base45 (RFC 9285): bytes as the alphabet of QR's alphanumeric mode, 3 characters for 2 bytes. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUE = new Map([...ALPHABET].map((character, value) => [character, value]));

export function encodeBase45(bytes: Uint8Array): string {
	let text = '';
	for (let i = 0; i < bytes.length; i += 2) {
		const pair = i + 1 < bytes.length;
		let n = pair ? bytes[i]! * 256 + bytes[i + 1]! : bytes[i]!;
		for (let digit = 0; digit < (pair ? 3 : 2); digit++) {
			text += ALPHABET[n % 45]!;
			n = Math.floor(n / 45);
		}
	}
	return text;
}

/** Bytes of a base45 text, or null where a character, a group's value or the length is not possible. */
export function decodeBase45(text: string): Uint8Array | null {
	if (text.length % 3 === 1) return null;
	const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0));
	let out = 0;
	for (let i = 0; i < text.length; i += 3) {
		const whole = i + 2 < text.length;
		let n = 0;
		for (let digit = whole ? 2 : 1; digit >= 0; digit--) {
			const value = VALUE.get(text[i + digit]!);
			if (value === undefined) return null;
			n = n * 45 + value;
		}
		if (n > (whole ? 0xffff : 0xff)) return null;
		if (whole) bytes[out++] = n >> 8;
		bytes[out++] = n & 0xff;
	}
	return bytes;
}
