/** The packet of an Ogg recording that says who made it, where and with what (RFC 7845, 5.2; Vorbis I, 5). */
export type OggCodec = 'opus' | 'vorbis';

const MARKS: Readonly<Record<OggCodec, string>> = { opus: 'OpusTags', vorbis: '\x03vorbis' };
/** Of Vorbis's first packet. */
export const RATE_AT = 12;

/** As long as it was, without a word: spaces for the maker's name, and no comment. Null where it is none. */
export function emptied(packet: Buffer, codec: OggCodec): Buffer | null {
	const mark = Buffer.from(MARKS[codec], 'latin1');
	const after = codec === 'vorbis' ? 1 : 0;
	const spaces = packet.length - mark.length - 8 - after;
	if (spaces < 0 || !packet.subarray(0, mark.length).equals(mark)) return null;
	const empty = Buffer.alloc(packet.length, 0x20);
	mark.copy(empty);
	empty.writeUInt32LE(spaces, mark.length);
	empty.writeUInt32LE(0, mark.length + 4 + spaces);
	// Vorbis ends its headers with a bit that is set.
	if (after) empty[packet.length - 1] = 1;
	return empty;
}

const SUMS = Uint32Array.from({ length: 256 }, (_, n) => {
	let sum = n << 24;
	for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
	return sum >>> 0;
});

/** The sum that a page carries at 22, counted as if it carried none (RFC 3533, 6). */
export function pageSum(page: Uint8Array): number {
	let sum = 0;
	for (let at = 0; at < page.length; at++)
		sum = ((sum << 8) ^ SUMS[(sum >>> 24) ^ (at >= 22 && at < 26 ? 0 : page[at]!)]!) >>> 0;
	return sum;
}
