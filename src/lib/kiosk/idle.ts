/** What is on the screen, as far as leaving it alone goes: how long somebody may stand before it without a touch. */
export type IdleKind = 'menu' | 'reading' | 'personal';

export interface IdleFacts {
	readonly kind: IdleKind;
	/** Seconds of the venue's configuration, by kind. */
	readonly limits: Readonly<Record<IdleKind, number>>;
	/** Elder mode gives twice the time. */
	readonly elder: boolean;
	/** A film or a story plays: nobody is expected to touch. */
	readonly playing: boolean;
	/** Monotonic milliseconds. */
	readonly lastTouch: number;
	readonly now: number;
}

export type IdleStage =
	| { is: 'active' }
	/** “Still there?”: seconds left before the kiosk goes home. */
	| { is: 'warning'; secondsLeft: number }
	| { is: 'idle' };

/** The warning is the last so many seconds, at most half of the time. */
const WARNING_SECONDS = 20;

export function idleStage({ kind, limits, elder, playing, lastTouch, now }: IdleFacts): IdleStage {
	if (playing) return { is: 'active' };
	const limit = limits[kind] * (elder ? 2 : 1);
	const left = limit - (now - lastTouch) / 1000;
	if (left <= 0) return { is: 'idle' };
	if (left > Math.min(WARNING_SECONDS, limit / 2)) return { is: 'active' };
	return { is: 'warning', secondsLeft: Math.ceil(left) };
}
