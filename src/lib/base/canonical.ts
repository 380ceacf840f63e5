/** A JSON value without floats' and dates' ambiguities: what we hash and sign. */
export type Json =
	null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * One text for one value: keys sorted by UTF-16 code unit, no white space, as RFC 8785 (JCS) asks.
 * Numbers must be safe integers, so that no platform writes them differently. Undefined members are left out, as JSON does.
 */
export function canonicalJson(value: Json): string {
	if (typeof value === 'string') return JSON.stringify(value);
	if (value === null || typeof value === 'boolean') return String(value);
	if (typeof value === 'number') {
		if (!Number.isSafeInteger(value)) throw new Error(`assertion failed: ${value} is not a safe integer`);
		return String(value);
	}
	return Array.isArray(value) ? listText(value as readonly Json[]) : objectText(value as JsonObject);
}

type JsonObject = { readonly [key: string]: Json | undefined };

// Loops and no intermediate lists: a hub does this for every entry that it takes.
function listText(list: readonly Json[]): string {
	let text = '';
	for (const item of list) text += (text === '' ? '[' : ',') + canonicalJson(item);
	return text === '' ? '[]' : `${text}]`;
}

function objectText(object: JsonObject): string {
	let text = '';
	for (const key of Object.keys(object).sort()) {
		const member = object[key];
		if (member === undefined) continue;
		text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
	}
	return text === '' ? '{}' : `${text}}`;
}
