import { decodeState } from '../../exhibits/iiif/content-state.ts';

/** What somebody has copied: an address, a viewer's link with `iiif-content` or `manifest` in it, or a content state itself. */
export function pointed(given: string): string {
	const text = given.trim();
	if (!/^https?:/.test(text)) return decodeState(text);
	if (!URL.canParse(text)) return text;
	const asked = new URL(text).searchParams;
	const inside = asked.get('iiif-content') ?? asked.get('manifest');
	return inside ? decodeState(inside) : text;
}
