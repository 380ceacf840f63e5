/** Where the viewer stands before a long picture. Pure: fingers and times in, a place out. Lengths in CSS pixels. */
export interface View {
	/** Left edge of what is seen, in pixels of the picture at zoom 1 (it is as high as the frame then). */
	readonly x: number;
	/** Upper edge of what is seen, the same way; 0 at zoom 1. */
	readonly y: number;
	readonly zoom: number;
}

export interface Frame {
	readonly width: number;
	readonly height: number;
	/** Of the whole picture at zoom 1. */
	readonly length: number;
}

export interface Finger {
	readonly id: number;
	readonly x: number;
	readonly y: number;
}

export const ZOOM_MOST = 4;
/** Share of the speed that is left after a millisecond of gliding. */
const GLIDE = 0.9968;
/** Slower than this, in pixels a millisecond, it stands still. */
const STILL = 0.02;
/** The speed of a fling is taken from so many last milliseconds. */
const RECENT_MS = 90;

export const within = (view: View, frame: Frame): View => {
	const zoom = Math.min(ZOOM_MOST, Math.max(1, view.zoom));
	const across = Math.max(0, frame.length - frame.width / zoom);
	const down = Math.max(0, frame.height - frame.height / zoom);
	return { zoom, x: Math.min(across, Math.max(0, view.x)), y: Math.min(down, Math.max(0, view.y)) };
};

/** Zoomed by `factor` while the point of the picture under (x, y) of the frame stays where it is. */
export function zoomedAt(view: View, frame: Frame, factor: number, x: number, y: number): View {
	const zoom = Math.min(ZOOM_MOST, Math.max(1, view.zoom * factor));
	const held = { x: view.x + x / view.zoom, y: view.y + y / view.zoom };
	return within({ zoom, x: held.x - x / zoom, y: held.y - y / zoom }, frame);
}

interface Hold {
	readonly view: View;
	readonly middle: { x: number; y: number };
	/** Between the first two fingers; 0 for one. */
	readonly apart: number;
}

/**
 * Fingers on the picture. Each change is reckoned from where the hands lay when the last of them came or went, never from one
 * event to the next: so nothing adds up, and hands that hold still hold it still. More than two fingers count as two.
 */
export class Walk {
	#view: View = { x: 0, y: 0, zoom: 1 };
	#frame: Frame = { width: 1, height: 1, length: 1 };
	readonly #fingers = new Map<number, Finger>();
	#hold: Hold | null = null;
	#trail: { x: number; at: number }[] = [];
	#speed = 0;

	get view(): View {
		return this.#view;
	}
	/** A finger lies on it, or it glides. */
	get moving(): boolean {
		return this.#fingers.size > 0 || this.#speed !== 0;
	}

	resize(frame: Frame): void {
		const share = this.#frame.length > 1 ? frame.length / this.#frame.length : 1;
		const { x, y, zoom } = this.#view;
		// What was in the middle stays there.
		const middle = (x + this.#frame.width / 2 / zoom) * share;
		this.#frame = frame;
		this.#view = within({ x: middle - frame.width / 2 / zoom, y: y * share, zoom }, frame);
		this.#take();
	}

	place(view: View): void {
		this.#speed = 0;
		this.#view = within(view, this.#frame);
		this.#take();
	}

	down(finger: Finger, at: number): void {
		this.#fingers.set(finger.id, finger);
		this.#speed = 0;
		this.#trail = [{ x: finger.x, at }];
		this.#take();
	}

	move(finger: Finger, at: number): void {
		if (!this.#fingers.has(finger.id) || !this.#hold) return;
		this.#fingers.set(finger.id, finger);
		const { view, middle, apart } = this.#hold;
		const now = this.#lie();
		const factor = apart > 0 && now.apart > 0 ? now.apart / apart : 1;
		const zoomed = zoomedAt(view, this.#frame, factor, middle.x, middle.y);
		this.#view = within(
			{
				zoom: zoomed.zoom,
				x: zoomed.x - (now.middle.x - middle.x) / zoomed.zoom,
				y: zoomed.y - (now.middle.y - middle.y) / zoomed.zoom,
			},
			this.#frame,
		);
		this.#trail = [...this.#trail.filter((one) => at - one.at < RECENT_MS), { x: now.middle.x, at }];
	}

	up(id: number, at: number): void {
		if (!this.#fingers.delete(id)) return;
		this.#take();
		const recent = this.#trail.filter((one) => at - one.at < RECENT_MS);
		const [first, last] = [recent[0], recent.at(-1)];
		const alone = this.#fingers.size === 0 && first && last && last.at > first.at;
		this.#speed = alone ? -(last.x - first.x) / (last.at - first.at) / this.#view.zoom : 0;
		this.#trail = [];
	}

	/** Glides on for `ms`, slower and slower; stands still at either end. */
	glide(ms: number): void {
		if (this.#fingers.size > 0 || this.#speed === 0) return;
		const left = GLIDE ** ms;
		const wanted = this.#view.x + (this.#speed * (1 - left)) / -Math.log(GLIDE);
		const next = within({ ...this.#view, x: wanted }, this.#frame);
		this.#speed = next.x !== wanted || Math.abs(this.#speed * left) < STILL ? 0 : this.#speed * left;
		this.#view = next;
	}

	#lie(): { middle: { x: number; y: number }; apart: number } {
		const [a, b] = [...this.#fingers.values()];
		if (!a) return { middle: { x: 0, y: 0 }, apart: 0 };
		if (!b) return { middle: { x: a.x, y: a.y }, apart: 0 };
		return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, apart: Math.hypot(a.x - b.x, a.y - b.y) };
	}

	#take(): void {
		this.#hold = this.#fingers.size > 0 ? { view: this.#view, ...this.#lie() } : null;
	}
}
