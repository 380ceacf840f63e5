import type { Clarity, View } from './sight/view.ts';

/** What a camera's frames have shown of late. Times are monotonic milliseconds. */
export interface Watched {
	readonly lastAt: number;
	readonly clarity: Clarity;
	/** Since when it has looked like that. */
	readonly claritySince: number;
	readonly print: number;
	/** Since when each frame has been the same to the last bit. */
	readonly printSince: number;
}

/** How long a trouble lasts before it is said: a hand that passes the lens is none. */
export const SAID_AFTER_MS = 2_000;

/** Notes a frame seen at `at`. `before`: null for the first. */
export function watchView(before: Watched | null, { clarity, print }: View, at: number): Watched {
	return {
		lastAt: at,
		clarity,
		claritySince: before?.clarity === clarity ? before.claritySince : at,
		print,
		printSince: before?.print === print ? before.printSince : at,
	};
}

/** What to say of the camera. `frozen`: it goes on delivering one and the same frame. Black frames may well be all alike. */
export function troubleOf(watched: Watched): 'watching' | 'dark' | 'blurred' | 'frozen' {
	const lasts = (since: number): boolean => watched.lastAt - since >= SAID_AFTER_MS;
	if (watched.clarity !== 'clear' && lasts(watched.claritySince)) return watched.clarity;
	return lasts(watched.printSince) && watched.clarity !== 'dark' ? 'frozen' : 'watching';
}
