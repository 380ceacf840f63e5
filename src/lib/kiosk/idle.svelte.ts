import { idleStage, type IdleKind, type IdleStage } from './idle.ts';

export interface IdleDeps {
	/** What is on the screen. */
	readonly kind: () => IdleKind;
	/** Seconds by kind, of the venue. */
	readonly limits: () => Readonly<Record<IdleKind, number>>;
	readonly elder: () => boolean;
	/** A film or a story plays. */
	readonly playing: () => boolean;
	/** Called once when the time is over, and again each minute while nobody comes. */
	readonly onIdle: () => void;
}

export interface IdleWatch {
	/** Reactive. */
	readonly stage: IdleStage;
	/** “I am still here.” Any touch or key says so too; a scan should. */
	readonly extend: () => void;
	/** Listens to touches until the returned function is called. */
	readonly start: () => () => void;
}

const TICK_MS = 500;
const AGAIN_MS = 60_000;
const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

class Watch implements IdleWatch {
	#stage = $state.raw<IdleStage>({ is: 'active' });
	#lastTouch = performance.now();
	#calledAt: number | null = null;
	readonly #deps: IdleDeps;

	constructor(deps: IdleDeps) {
		this.#deps = deps;
	}

	get stage(): IdleStage {
		return this.#stage;
	}

	extend(): void {
		this.#lastTouch = performance.now();
		this.#calledAt = null;
		this.#look();
	}

	start(): () => void {
		const extend = (): void => this.extend();
		const options = { capture: true, passive: true } as const;
		for (const touch of TOUCHES) addEventListener(touch, extend, options);
		const timer = setInterval(() => this.#look(), TICK_MS);
		this.extend();
		return () => {
			clearInterval(timer);
			for (const touch of TOUCHES) removeEventListener(touch, extend, options);
		};
	}

	#look(): void {
		const { kind, limits, elder, playing, onIdle } = this.#deps;
		const now = performance.now();
		// The end of a film counts as a touch: whoever watched it gets the full time.
		if (playing()) this.#lastTouch = now;
		const facts = { kind: kind(), limits: limits(), elder: elder(), playing: playing() };
		const stage = idleStage({ ...facts, lastTouch: this.#lastTouch, now });
		const before = this.#stage;
		if (stage.is !== before.is || stage.is === 'warning') this.#stage = stage;
		if (stage.is !== 'idle') return;
		if (this.#calledAt !== null && now - this.#calledAt < AGAIN_MS) return;
		this.#calledAt = now;
		onIdle();
	}
}

export const createIdleWatch = (deps: IdleDeps): IdleWatch => new Watch(deps);
