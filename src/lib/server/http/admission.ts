import { SMALL } from './crowd.ts';

/** Large bodies read, parsed and recorded at once; they share commits, and hold up the others no longer than that. */
const AT_ONCE = 4;
/** Requests whose bodies wait unread. Each holds what its socket has brought already, so this bounds memory. */
const MOST_WAITING = 64;
/** Of one device: what it sends while the last answer is on its way. */
const MOST_OF_ONE = 2;
const LONGEST_WAIT_S = 30;

/** A queue before heavy work: short, and no longer for a thousand kiosks that come back at once than for ten. */
export interface Admission {
	/**
	 * Waits for a turn; resolves to the way to give it back, or to the seconds after which to ask again where too many wait.
	 * `bytes`: length of the body, NaN where it is not said.
	 */
	enter(who: string, bytes: number): Promise<(() => void) | number>;
}

/**
 * The system hands over one new connection a turn of the event loop. Without some turns between heavy works, those who come
 * new, a visitor among them, would wait for all who came before.
 */
const TURNS_BETWEEN = 128;

export async function lookAround(): Promise<void> {
	for (let turn = 0; turn < TURNS_BETWEEN; turn++)
		await new Promise<void>((resolve) => void setImmediate(resolve));
}

/** `now`: monotonic ms; `between`: waited for before each heavy work. */
export function openAdmission(now: () => number, between?: () => Promise<void>): Admission {
	const waiting: (() => void)[] = [];
	const held = new Map<string, number>();
	let busy = 0;
	/** How long a turn has taken of late, in ms. */
	let usual = 50;

	function turn(who: string): () => void {
		const began = now();
		let over = false;
		return () => {
			if (over) return;
			over = true;
			usual += (now() - began - usual) / 16;
			const left = held.get(who)! - 1;
			if (left > 0) held.set(who, left);
			else held.delete(who);
			// The place goes to the next at once: nobody slips in between.
			const next = waiting.shift();
			if (next) next();
			else busy--;
		};
	}

	return {
		async enter(who, bytes) {
			if (bytes <= SMALL) return () => undefined;
			const holds = held.get(who) ?? 0;
			if (waiting.length >= MOST_WAITING || holds >= MOST_OF_ONE) {
				const seconds = Math.ceil((waiting.length * usual) / AT_ONCE / 1000);
				return Math.min(Math.max(seconds, 1), LONGEST_WAIT_S);
			}
			held.set(who, holds + 1);
			if (busy < AT_ONCE) busy++;
			else await new Promise<void>((resolve) => waiting.push(resolve));
			const leave = turn(who);
			await between?.();
			return leave;
		},
	};
}
