import { untrack } from 'svelte';
import type { PaintedScene } from './painter.ts';
import { sharpness, tilesFor } from './tiles.ts';
import { TileWall } from './tile-wall.ts';
import { Walk, within, zoomedAt, type Frame, type View } from './walk.ts';

/** How far a finger may tremble and still mean a tap. */
const TAP_PX = 12;
/** How long the way to another scene takes, at most so many frames of picture at a time. */
const WAY_MS = 620;
const WAY_FRAMES = 1.4;
const KEY_SHARE = 0.35;

/** The long picture on the screen: fingers, keys and the way to a place; tells what it shows. */
export class Stage {
	/** The middle of what is seen, in the picture's own pixels. */
	middle = $state(0);
	/** Left and right edge of it. */
	span = $state.raw<{ from: number; to: number }>({ from: 0, to: 1 });
	zoom = $state(1);
	/** How far below the picture's upper edge the middle is. */
	level = 0;
	/** CSS pixels for one of the picture. */
	unit = $state(1);
	/** Nobody holds it, and it does not glide. */
	resting = $state(true);

	readonly #scenes: readonly PaintedScene[];
	readonly #height: number;
	readonly #length: number;
	readonly #walk = new Walk();
	#frame: Frame = { width: 1, height: 1, length: 1 };
	#wall: TileWall | null = null;
	#strip: HTMLElement | null = null;
	#heading = -1;
	#ticking = 0;
	#before = 0;
	#way: { from: View; to: View; began: number } | null = null;
	#dragged = false;
	#pressed: { x: number; y: number } | null = null;
	/** Asked for before the frame was known. */
	#start: { x: number; zoom: number; y: number } | null = null;

	constructor(scenes: readonly PaintedScene[], height: number) {
		this.#scenes = scenes;
		this.#height = height;
		this.#length = scenes.reduce((end, { x, width }) => Math.max(end, x + width), 0);
	}

	get length(): number {
		return this.#length;
	}

	/** Takes the element to itself: its only child is moved. */
	readonly attach = (element: HTMLElement): (() => void) => untrack(() => this.#take(element));

	#take(element: HTMLElement): () => void {
		const strip = element.firstElementChild as HTMLElement;
		this.#strip = strip;
		this.#wall = new TileWall(strip, this.#scenes, this.#height);
		const look = (): void => this.#resize(element.clientWidth, element.clientHeight);
		const watcher = new ResizeObserver(look);
		watcher.observe(element);
		look();
		const finger = ({ pointerId, clientX, clientY }: PointerEvent) => {
			const box = element.getBoundingClientRect();
			return { id: pointerId, x: clientX - box.left, y: clientY - box.top };
		};
		const down = (event: PointerEvent): void => {
			if (event.button !== 0) return;
			this.#way = null;
			if (!this.#walk.moving) this.#pressed = null;
			this.#pressed ??= { x: event.clientX, y: event.clientY };
			this.#dragged = false;
			this.#walk.down(finger(event), event.timeStamp);
			this.#wake();
		};
		const move = (event: PointerEvent): void => {
			const far =
				this.#pressed && Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y);
			if (far !== null && far > TAP_PX && !this.#dragged) {
				this.#dragged = true;
				if (!element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
			}
			this.#walk.move(finger(event), event.timeStamp);
		};
		const up = (event: PointerEvent): void => {
			this.#walk.up(event.pointerId, event.timeStamp);
			if (!this.#walk.moving) this.#pressed = null;
		};
		/** A finger that has pulled the picture along does not also tap what is painted there. */
		const click = (event: MouseEvent): void => {
			if (!this.#dragged || event.detail === 0) return;
			event.preventDefault();
			event.stopPropagation();
		};
		const wheel = (event: WheelEvent): void => {
			event.preventDefault();
			if (event.ctrlKey) this.zoomBy(Math.exp(-event.deltaY / 240), event.offsetX);
			else this.#shift((event.deltaX || event.deltaY) / this.#walk.view.zoom);
		};
		element.addEventListener('pointerdown', down);
		element.addEventListener('pointermove', move);
		for (const kind of ['pointerup', 'pointercancel'] as const) element.addEventListener(kind, up);
		element.addEventListener('click', click, { capture: true });
		element.addEventListener('wheel', wheel, { passive: false });
		return () => {
			watcher.disconnect();
			cancelAnimationFrame(this.#ticking);
			this.#wall?.close();
			this.#wall = this.#strip = null;
		};
	}

	/** A share of the frame to the left (negative) or right. */
	step(direction: number): void {
		this.go(this.middle + (direction * this.#frame.width * KEY_SHARE * 2) / this.#walk.view.zoom / this.unit);
	}

	zoomBy(factor: number, x = this.#frame.width / 2, y = this.#frame.height / 2): void {
		this.#walk.place(zoomedAt(this.#walk.view, this.#frame, factor, x, y));
		this.#wake();
	}

	/** To where `x` of the picture is in the middle; `y` too where it comes nearer. At once before anything is seen. */
	go(x: number, zoom = 1, y = this.#height / 2): void {
		if (this.#frame.width <= 1) {
			this.#start = { x, zoom, y };
			[this.middle, this.zoom, this.level] = [x, zoom, y];
			return;
		}
		const view = this.#around(x, zoom, y);
		const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
		if (still) this.#walk.place(view);
		else {
			// From afar: there at once, but for the last steps.
			const far = view.x - this.#walk.view.x;
			const most = this.#frame.width * WAY_FRAMES;
			const near = Math.abs(far) > most ? { ...view, x: view.x - Math.sign(far) * most } : this.#walk.view;
			this.#walk.place(near);
			this.#way = { from: near, to: view, began: performance.now() };
		}
		this.#wake();
	}

	#around(x: number, zoom: number, y: number): View {
		const { width, height } = this.#frame;
		const [left, top] = [x * this.unit - width / 2 / zoom, y * this.unit - height / 2 / zoom];
		return within({ zoom, x: left, y: top }, this.#frame);
	}

	/** Without a way: for whoever drags the map. */
	jump(x: number): void {
		this.#way = null;
		this.#walk.place({ ...this.#walk.view, x: x * this.unit - this.#frame.width / 2 / this.#walk.view.zoom });
		this.#wake();
	}

	/** Drifts by so many of the picture's pixels, as the loop does that nobody watches. */
	drift(pixels: number): void {
		this.#shift(pixels * this.unit);
	}

	#shift(x: number): void {
		const { view } = this.#walk;
		this.#way = null;
		this.#walk.place({ ...view, x: view.x + x });
		this.#wake();
	}

	#resize(width: number, height: number): void {
		if (width === 0 || height === 0) return;
		const share = height / this.#height / this.unit;
		this.unit = height / this.#height;
		// Whoever is on the way somewhere still gets there: what is told on arrival may leave the picture less room.
		if (this.#way) {
			const { from, to, began } = this.#way;
			this.#way = { from: scaled(from, share), to: scaled(to, share), began };
		}
		this.#frame = { width, height, length: this.#length * this.unit };
		this.#walk.resize(this.#frame);
		if (this.#start !== null) {
			const { x, zoom, y } = this.#start;
			this.#walk.place(this.#around(x, zoom, y));
			this.#start = null;
		}
		this.#wake();
	}

	#wake(): void {
		if (this.#ticking) return;
		this.#before = performance.now();
		this.resting = false;
		const tick = (now: number): void => {
			this.#walk.glide(Math.min(64, Math.max(0, now - this.#before)));
			this.#before = now;
			this.#follow(now);
			this.resting = !this.#walk.moving && !this.#way;
			this.#paint();
			this.#ticking = this.resting ? 0 : requestAnimationFrame(tick);
		};
		this.#ticking = requestAnimationFrame(tick);
	}

	#follow(now: number): void {
		if (!this.#way) return;
		const { from, to, began } = this.#way;
		const share = Math.min(1, (now - began) / WAY_MS);
		const ease = 1 - (1 - share) ** 3;
		const between = (a: number, b: number): number => a + (b - a) * ease;
		this.#walk.place({
			x: between(from.x, to.x),
			y: between(from.y, to.y),
			zoom: between(from.zoom, to.zoom),
		});
		if (share === 1) this.#way = null;
	}

	#paint(): void {
		const { x, y, zoom } = this.#walk.view;
		if (this.#strip)
			this.#strip.style.transform = `translate3d(${-x * zoom}px, ${-y * zoom}px, 0) scale(${zoom})`;
		const [from, to] = [x / this.unit, (x + this.#frame.width / zoom) / this.unit];
		if (from !== this.span.from) this.#heading = from > this.span.from ? 1 : -1;
		const sharp = sharpness(this.unit * zoom * devicePixelRatio, zoom > 1.2 ? 2 : 1.4);
		this.#wall?.show(tilesFor(from, to, this.#length, sharp, this.#heading, this.resting), this.unit);
		this.middle = (from + to) / 2;
		this.span = { from, to };
		this.zoom = zoom;
		this.level = (y + this.#frame.height / 2 / zoom) / this.unit;
	}
}

const scaled = ({ x, y, zoom }: View, share: number): View => ({ x: x * share, y: y * share, zoom });
