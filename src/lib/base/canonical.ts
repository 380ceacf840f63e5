/** A JSON value without floats' and dates' ambiguities: what we hash and sign. */
export type Json =
	null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * One text for one value: keys sorted by UTF-16 code unit, no white space, as RFC 8785 (JCS) asks.
 * Numbers must be safe integers, so that no platform writes them differently. Undefined members are left out, as JSON does.
 */
export function canonicalJson(value: Json): string {
	if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
	if (typeof value === 'number') {
		if (!Number.isSafeInteger(value)) throw new Error(`assertion failed: ${value} is not a safe integer`);
		return String(value);
	}
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	const object = value as { readonly [key: string]: Json | undefined };
	const members = Object.keys(object)
		.filter((key) => object[key] !== undefined)
		.sort()
		.map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key]!)}`);
	return `{${members.join(',')}}`;
}
