import type { Clarity, View } from './sight/view.ts';

/** What a camera's frames have shown of late. Times are monotonic milliseconds. */
export interface Watched {
	readonly lastAt: number;
	readonly clarity: Clarity;
	/** Since when it has looked like that. */
	readonly claritySince: number;
	readonly print: number;
	/** Since when each frame has been the same to the last bit, and how many were. */
	readonly printSince: number;
	readonly alike: number;
}

/** How long a trouble lasts before it is said: a hand that passes the lens is none. */
export const SAID_AFTER_MS = 2_000;

/** A camera that is slow to deliver says little in two seconds: so many frames must be alike. */
const ALIKE = 20;

/** Notes a frame seen at `at`. `before`: null for the first. */
export function watchView(before: Watched | null, { clarity, print }: View, at: number): Watched {
	return {
		lastAt: at,
		clarity,
		claritySince: before?.clarity === clarity ? before.claritySince : at,
		print,
		printSince: before?.print === print ? before.printSince : at,
		alike: before?.print === print ? before.alike + 1 : 1,
	};
}

/** What to say of the camera. `frozen`: it goes on delivering one and the same frame. Black frames may well be all alike. */
export function troubleOf(watched: Watched): 'watching' | 'dark' | 'blurred' | 'frozen' {
	const lasts = (since: number): boolean => watched.lastAt - since >= SAID_AFTER_MS;
	if (watched.clarity !== 'clear' && lasts(watched.claritySince)) return watched.clarity;
	const alike = watched.alike >= ALIKE && lasts(watched.printSince);
	return alike && watched.clarity !== 'dark' ? 'frozen' : 'watching';
}
