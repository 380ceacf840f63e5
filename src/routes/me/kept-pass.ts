import { PASS_PREFIX } from '$lib/domain/pass.ts';

/** The pass as this phone keeps it. Only ever in the browser: the fragment of an address is not sent to anyone. */
const KEY = 'gongzhan.pass';
/** A pass has 150 characters; nothing much longer is one. */
const LONGEST = 200;

/**
 * The pass in an address's fragment (`#p=GZ1…`, URL-encoded). Null where there is no `p`, the word `broken` where it is
 * no pass: links get cut off when they are sent about.
 */
export function passInFragment(fragment: string): string | null {
	const value = /^#p=(.*)$/s.exec(fragment)?.[1];
	if (value === undefined) return null;
	try {
		const text = decodeURIComponent(value);
		return isPassLike(text) ? text : 'broken';
	} catch {
		return 'broken';
	}
}

/** Its letters and length; whether it is genuine is for kiosk and hub to say. */
const isPassLike = (text: string): boolean =>
	text.startsWith(PASS_PREFIX) && text.length <= LONGEST && /^[0-9A-Z $%*+\-./:]{100,}$/.test(text);

/** What stores a text: `localStorage`, which some browsers deny by throwing. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export function keptPass(shelf: Shelf): string | null {
	try {
		const text = shelf.getItem(KEY);
		return text !== null && isPassLike(text) ? text : null;
	} catch {
		return null;
	}
}

/** False where this browser does not keep anything. */
export function keepPass(shelf: Shelf, text: string): boolean {
	try {
		shelf.setItem(KEY, text);
		return shelf.getItem(KEY) === text;
	} catch {
		return false;
	}
}

export function forgetPass(shelf: Shelf): void {
	try {
		shelf.removeItem(KEY);
	} catch {
		// nothing was kept
	}
}
