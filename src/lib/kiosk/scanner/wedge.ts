import { PASS_PREFIX } from '../../domain/pass.ts';

/**
 * USB scanners are keyboards: they type the code, most of them with Enter or Tab after it. This machine tells their
 * bursts from people's typing by pace. It is pure: keys and times (monotonic milliseconds) come in as arguments.
 */
export type WedgeKey = { readonly char: string } | 'end' | 'pause';

export interface Wedge {
	/** The burst so far. */
	readonly text: string;
	readonly startedAt: number;
	readonly lastAt: number;
}

export interface WedgeStep {
	readonly state: Wedge;
	/** A whole code, where this key finished one. */
	readonly scanned: string | null;
	/** The key belongs to a scan and to nobody else: keep it from the focused element. */
	readonly swallow: boolean;
}

export const idleWedge: Wedge = { text: '', startedAt: 0, lastAt: 0 };

/** Keys further apart belong to different bursts. Scanners take 1–50 ms, slow wireless ones up to this. */
const MAX_GAP_MS = 100;
/** A pass that no Enter follows is complete after this pause. */
export const PAUSE_MS = 120;
/** Other codes than passes are believed only at a pace that nobody types at, and from this length on. */
const FOREIGN_GAP_MS = 50;
const FOREIGN_LENGTH = 8;
/** A few characters may come before the prefix: a symbology identifier, or a key pressed just before. */
const MAX_LEAD = 8;
/** Longer than any pass; what is longer still is cut and so stays unreadable. */
const MAX_TEXT = 512;

export function stepWedge(state: Wedge, key: WedgeKey, at: number): WedgeStep {
	const gap = at - state.lastAt;
	const broken = state.text !== '' && (gap > MAX_GAP_MS || gap < 0);
	if (key === 'pause') {
		const over = gap >= PAUSE_MS || gap < 0;
		return over ? { state: idleWedge, scanned: passIn(state.text), swallow: false } : waiting(state);
	}
	if (broken) {
		// The pause was not reported: the timer came late. What was complete is still given out.
		const next = stepWedge(idleWedge, key, at);
		return { ...next, scanned: passIn(state.text) };
	}
	if (key === 'end') {
		const scanned = passIn(state.text) ?? foreignIn(state);
		return { state: idleWedge, scanned, swallow: scanned !== null };
	}
	const begun = state.text === '' ? { ...idleWedge, startedAt: at } : state;
	const text = begun.text.length < MAX_TEXT ? begun.text + key.char : begun.text;
	return { state: { ...begun, text, lastAt: at }, scanned: null, swallow: passStart(text) >= 0 };
}

const waiting = (state: Wedge): WedgeStep => ({ state, scanned: null, swallow: false });

/** Where a pass begins in a burst; negative where it holds none. */
const passStart = (text: string) =>
	capitals(text.slice(0, MAX_LEAD + PASS_PREFIX.length)).indexOf(PASS_PREFIX);

function passIn(text: string): string | null {
	const start = passStart(text);
	return start < 0 ? null : capitals(text.slice(start));
}

/** With Caps Lock on, a scanner types small letters. Only ASCII: other letters would become ones that a pass may hold. */
const capitals = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

function foreignIn({ text, startedAt, lastAt }: Wedge): string | null {
	const pace = (lastAt - startedAt) / (text.length - 1);
	return text.length >= FOREIGN_LENGTH && pace <= FOREIGN_GAP_MS ? text : null;
}
