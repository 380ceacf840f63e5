import type { Clock } from '../../base/clock.ts';

/** Without a touch for so long, the names go. */
const IDLE_MS = 5 * 60_000;

export interface Touch {
	readonly wall: number;
	readonly mono: number;
}

export const sinceTouch = (clock: Clock): Touch => ({ wall: clock.now(), mono: clock.monotonic() });

/** By either clock: one may stand still while the tablet sleeps, the other may be set. */
export const isOver = ({ wall, mono }: Touch, clock: Clock): boolean =>
	clock.monotonic() - mono >= IDLE_MS || Math.abs(clock.now() - wall) >= IDLE_MS;
