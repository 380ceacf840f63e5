import { fromBase64Url, toBase64Url, utf8 } from '../../base/bytes.ts';
import { isObject, listOf, type Json, type JsonObject, said } from './clean.ts';
import { placeOf, type Place } from './place.ts';

/** Content State 1.0: a link, or something dropped, that says which manifest to open, and where. */
export interface Opened {
	/** Address of the manifest or collection. */
	readonly manifest: string;
	/** In it; the whole where null. */
	readonly place: Place | null;
	/** Further ones to be opened beside it. */
	readonly more: readonly { readonly manifest: string; readonly place: Place | null }[];
}

/** Null where it points nowhere. */
export function openState(json: Json): Opened | null {
	const targets = isObject(json) && json['type'] === 'Annotation' ? listOf(json['target']) : listOf(json);
	const [first, ...more] = targets.flatMap((target) => pointer(target) ?? []);
	return first ? { ...first, more } : null;
}

function pointer(target: Json): { manifest: string; place: Place | null } | null {
	if (typeof target === 'string') return /^https?:/.test(target) ? { manifest: target, place: null } : null;
	if (!isObject(target)) return null;
	const source = target['source'] ?? target;
	if (!isObject(source)) return null;
	if (source['type'] === 'Manifest' || source['type'] === 'Collection')
		return { manifest: said(source['id']), place: null };
	const within = listOf(source['partOf']).find(isObject);
	const manifest = within?.['id'];
	return typeof manifest === 'string' ? { manifest, place: placeOf(target) } : null;
}

/** What stands behind `iiif-content=`: an address, JSON, or JSON encoded by 2.2.4 of the specification. */
export function decodeState(given: string): string {
	if (/^(?:https?:|\s*[{[])/.test(given)) return given;
	const bytes = fromBase64Url(given.replace(/=+$/, ''));
	try {
		return bytes ? decodeURIComponent(new TextDecoder().decode(bytes)) : given;
	} catch {
		return given;
	}
}

export const encodeState = (json: JsonObject): string =>
	toBase64Url(utf8(encodeURIComponent(JSON.stringify(json))));
