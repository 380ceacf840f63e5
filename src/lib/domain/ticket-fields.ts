/** What a pretix ticket says: `message Ticket` of pretix_sig1.proto (proto3). Zero and empty: not said. */
export interface TicketFields {
	readonly seed: string;
	readonly item: number;
	readonly variation: number;
	readonly subevent: number;
	/** Seconds since 1970 UTC. */
	readonly validFrom: number;
	readonly validUntil: number;
}

const [VARINT, FIXED64, BYTES, FIXED32] = [0, 1, 2, 5];
const NUMBERS: Record<number, Exclude<keyof TicketFields, 'seed'>> = {
	2: 'item',
	3: 'variation',
	4: 'subevent',
	5: 'validFrom',
	6: 'validUntil',
};

/** Null where it is no protocol buffer, or a number is beyond what a script counts exactly. Fields of later versions are passed over. */
export function readTicketFields(bytes: Uint8Array): TicketFields | null {
	const fields = { seed: '', item: 0, variation: 0, subevent: 0, validFrom: 0, validUntil: 0 };
	let at = 0;
	/** A number of seven bits a byte, the lowest first; NaN where it does not end or is too large. */
	const varint = (): number => {
		let value = 0;
		for (let scale = 1; at < bytes.length && scale < 2 ** 53; scale *= 128) {
			const byte = bytes[at++]!;
			value += (byte & 127) * scale;
			if (byte < 128) return Number.isSafeInteger(value) ? value : NaN;
		}
		return NaN;
	};
	while (at < bytes.length) {
		const tag = varint();
		const [field, kind] = [Math.floor(tag / 8), tag % 8];
		if (kind === VARINT) {
			const value = varint();
			if (Number.isNaN(value)) return null;
			if (NUMBERS[field]) fields[NUMBERS[field]] = value;
			continue;
		}
		const length = kind === BYTES ? varint() : kind === FIXED64 ? 8 : kind === FIXED32 ? 4 : NaN;
		if (!(at + length <= bytes.length)) return null;
		if (kind === BYTES && field === 1)
			fields.seed = new TextDecoder().decode(bytes.subarray(at, at + length));
		at += length;
	}
	return fields.seed !== '' && fields.item > 0 ? fields : null;
}
