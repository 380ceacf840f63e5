import { err, ok, type Result } from '../../base/result.ts';
import { isHtml, textOfHtml } from './plain-text.ts';

/** JSON from elsewhere, before anybody looks for a manifest in it. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export type IiifFault =
	/** Not JSON, or not the JSON of a manifest, collection or content state. */
	| 'not-json'
	| 'not-iiif'
	| 'too-deep'
	| 'too-much'
	| 'too-long'
	| 'forbidden-name'
	| 'unsafe-address'
	| 'too-many-canvases'
	| 'shape';
/** `at`: where, as a path through the file; `detail`: what stands there. */
export interface Refused {
	readonly fault: IiifFault;
	readonly at: string;
	readonly detail: string;
}

const DEEPEST = 40;
const MOST_VALUES = 600_000;
const LONGEST = 100_000;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);
/** What a browser runs, or reads from the machine itself. */
const UNSAFE = /^[^a-z]*(?:javascript|vbscript|data|file|blob|filesystem|about)\s*:/i;
/** Members that hold addresses. */
const ADDRESSES = new Set([
	'id',
	'@id',
	'source',
	'target',
	'on',
	'full',
	'body',
	'rights',
	'license',
	'stylesheet',
	'logo',
]);

export interface Cleaned {
	readonly json: Json;
	/** Where HTML became text. */
	readonly html: readonly string[];
}

/** A copy without anything dangerous, or why not. */
export function clean(text: string): Result<Cleaned, Refused> {
	let parsed: Json;
	try {
		parsed = JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
	} catch (failure) {
		return err({ fault: 'not-json', at: '', detail: (failure as Error).message.slice(0, 200) });
	}
	const html: string[] = [];
	let values = 0;
	const stop = (fault: IiifFault, at: string, detail = ''): never => {
		throw new Stopped({ fault, at, detail: detail.slice(0, 120) });
	};
	const copy = (value: Json, at: string, name: string, depth: number): Json => {
		if (++values > MOST_VALUES) stop('too-much', at);
		if (depth > DEEPEST) stop('too-deep', at);
		if (typeof value === 'string') return copyText(value, at, name);
		if (value === null || typeof value !== 'object') return value;
		if (Array.isArray(value)) return value.map((one: Json, n) => copy(one, `${at}[${n}]`, name, depth + 1));
		return Object.fromEntries(
			Object.entries(value).map(([key, member]) => {
				if (FORBIDDEN.has(key)) stop('forbidden-name', at, key);
				return [key, copy(member, at === '' ? key : `${at}.${key}`, key, depth + 1)];
			}),
		);
	};
	const copyText = (value: string, at: string, name: string): string => {
		if (value.length > LONGEST) stop('too-long', at, `${value.length} characters`);
		if (ADDRESSES.has(name) && UNSAFE.test(value)) stop('unsafe-address', at, value);
		// A selector's drawing is read for its outline, and shown nowhere.
		if (!isHtml(value) || /^\s*<svg\b/i.test(value)) return value;
		html.push(at);
		return textOfHtml(value);
	};
	try {
		return ok({ json: copy(parsed, '', '', 0), html });
	} catch (failure) {
		if (failure instanceof Stopped) return err(failure.refused);
		throw failure;
	}
}

class Stopped extends Error {
	readonly refused: Refused;
	constructor(refused: Refused) {
		super(refused.fault);
		this.refused = refused;
	}
}

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
/** One thing, several, or nothing, as a list. */
export const listOf = <T>(value: T | readonly T[] | undefined | null): readonly T[] =>
	value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
/** Text or a number as text; of anything else nothing. */
export const said = (value: unknown): string =>
	typeof value === 'string' ? value : typeof value === 'number' ? `${value}` : '';
