/** A part of a file: from its first byte to its last, both in it. */
export interface ByteRange {
	readonly first: number;
	readonly last: number;
}

/**
 * What a `Range` header asks of a file of `size` bytes. Null: all of it, since it asks for nothing, or for what nobody needs to
 * understand (RFC 9110 §14.2).
 */
export function byteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
	const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
	if (from === '' && to === '') return null;
	if (from === '')
		return to === '0' || size === 0
			? 'unsatisfiable'
			: { first: Math.max(0, size - Number(to)), last: size - 1 };
	const first = Number(from);
	const last = to === '' ? size - 1 : Math.min(size - 1, Number(to));
	if (to !== '' && Number(to) < first) return null;
	return first >= size ? 'unsatisfiable' : { first, last };
}
