import { Brush, chanceFrom, PIGMENT as P, seedOf, type Canvas2D } from './brush.ts';
import * as flora from './flora.ts';
import * as houses from './houses.ts';
import { CREWS, hero, someone } from './crews.ts';
import { mount, rocks, sky } from './edges.ts';
import * as power from './power.ts';
import { ground, GROUND, HEIGHT, mountains, silk, type Land } from './terrain.ts';
import * as ways from './ways.ts';
import * as works from './works.ts';

/** What the painter needs to know of a scene. */
export interface PaintedScene {
	readonly id: string;
	readonly number: number;
	readonly title: string;
	/** Left edge and width on the whole scroll, in its pixels. */
	readonly x: number;
	readonly width: number;
	readonly motifs: readonly string[];
	readonly figures: readonly { x: number; y: number; width: number; height: number }[];
}

type Draw = (brush: Brush) => void;
const THINGS: Readonly<Record<string, Draw>> = { ...flora, ...houses, ...works, ...power, ...ways };

/** What the land is like: how high it rises, and how much water there is. */
const LANDS: Readonly<Record<string, readonly [relief: number, water: number]>> = {
	peaks: [1, 0],
	hills: [0.74, 0],
	plain: [0.44, 0],
	city: [0.5, 0],
	river: [0.7, 0.9],
	sea: [0.34, 1],
	mist: [0.9, 0],
};

/** Every word that a scene may have among its motifs. */
export const isPainted = (word: string): boolean => word in THINGS || word in LANDS || word in CREWS;

/** What floats stands in the water, and what stands on it must not. */
const AFLOAT = new Set(['boat', 'junk', 'ship', 'rig', 'truss', 'cable']);
/** What runs along the top of a viaduct where there is one. */
const ON_BRIDGE = new Set(['train', 'bullet', 'locomotive']);
/** What the land itself is made of, or what stands before everything else. */
const LOW = new Set(['wheat', 'field', 'canal', 'cart', 'bicycle', 'solar', 'bus', 'lorry', 'tractor']);
const SIZE: Readonly<Record<string, number>> = {
	...{
		tower: 1.1,
		crane: 1.2,
		viaduct: 1.15,
		truss: 1.15,
		cable: 1.15,
		apartments: 1.25,
		lanterns: 1.1,
		ship: 1.2,
	},
	...{
		derrick: 1.2,
		turbine: 1.2,
		rocket: 1.2,
		furnace: 1.25,
		field: 1.2,
		terrace: 1.2,
		pylon: 1.25,
		dam: 1.25,
	},
	...{
		mill: 1.25,
		palace: 1.3,
		train: 1.25,
		bullet: 1.25,
		stadium: 1.3,
		containers: 1.2,
		hull: 1.2,
		robot: 1.3,
	},
};
const USUAL = 1.42;

/** The whole scroll, ready to be painted anywhere. Scenes in order of `x`. */
export class Painter {
	readonly #scenes: readonly PaintedScene[];
	readonly #land: Land;

	constructor(scenes: readonly PaintedScene[]) {
		this.#scenes = scenes;
		this.#land = landOf(scenes);
	}

	/** Paints what lies between `from` and `to`; the context is scaled to the scroll's own pixels and moved to `from`. */
	paint(ctx: Canvas2D, from: number, to: number): void {
		ctx.lineJoin = 'round';
		ctx.lineCap = 'round';
		silk(ctx, from, to);
		const brush = new Brush(ctx, chanceFrom(1));
		sky(brush, from, to);
		const near = this.#scenes.filter(({ x, width }) => x + width + 300 > from && x - 300 < to);
		for (const scene of near) this.#sun(ctx, scene);
		mountains(ctx, from, to, this.#land);
		ground(ctx, from, to, this.#land);
		for (const scene of near) grove(ctx, scene, this.#land);
		for (const scene of near) paintScene(ctx, scene);
		rocks(ctx, from, to, this.#land);
		mount(ctx, from, to);
	}

	/** The sun stands where a period or a hundred steps begin. */
	#sun(ctx: Canvas2D, { number, x, width }: PaintedScene): void {
		if (number % 9 !== 1) return;
		const [cx, cy] = [x + width * 0.24, 210];
		const light = ctx.createRadialGradient(cx, cy, 60, cx, cy, 240);
		light.addColorStop(0, 'rgba(222,120,60,0.4)');
		light.addColorStop(1, 'rgba(222,120,60,0)');
		ctx.fillStyle = light;
		ctx.fillRect(cx - 240, cy - 240, 480, 480);
		new Brush(ctx, chanceFrom(number)).disc(cx, cy, 72, P.cinnabar, 0);
	}
}

function landOf(scenes: readonly PaintedScene[]): Land {
	const kinds = scenes.map(({ motifs }) => LANDS[motifs.find((word) => word in LANDS) ?? 'plain']!);
	/** Between the middles of two scenes one land goes over into the other. */
	const at = (x: number, n: 0 | 1): number => {
		const behind = scenes.findIndex((scene) => scene.x + scene.width / 2 > x);
		const right = behind < 0 ? scenes.length - 1 : behind;
		const left = Math.max(0, behind < 0 ? scenes.length - 1 : behind - 1);
		const [a, b] = [scenes[left]!, scenes[right]!];
		const middle = (scene: PaintedScene): number => scene.x + scene.width / 2;
		const share = a === b ? 0 : (x - middle(a)) / (middle(b) - middle(a));
		const ease = share * share * (3 - 2 * share);
		return kinds[left]![n] * (1 - ease) + kinds[right]![n] * ease;
	};
	return { relief: (x) => at(x, 0), water: (x) => at(x, 1) };
}

function paintScene(ctx: Canvas2D, scene: PaintedScene): void {
	ctx.save();
	ctx.translate(scene.x, 0);
	const seed = seedOf(scene.id);
	const brush = new Brush(ctx, chanceFrom(seed));
	const things = scene.motifs.filter((word) => word in THINGS);
	const wet = scene.motifs.some((word) => word === 'river' || word === 'sea');
	const places = placesOf(things.length, scene.width, scene.figures.length > 0);
	const order = things
		.map((word, n) => ({ word, place: places[n]! }))
		.sort((a, b) => depth(a.word) - depth(b.word));
	const bridge = places[things.indexOf('viaduct')];
	if (wet && scene.motifs.some((word) => word in CREWS)) quay(brush, scene.width);
	for (const { word, place } of order) {
		if (bridge !== undefined && ON_BRIDGE.has(word)) {
			brush.at(bridge, GROUND - 16 - 150 * SIZE['viaduct']!, 1.1, THINGS[word]!);
			continue;
		}
		const own = new Brush(ctx, chanceFrom(seed ^ seedOf(word + String(place))));
		const y = baseOf(word, wet);
		const scale = (SIZE[word] ?? USUAL) * own.between(0.95, 1.05);
		own.at(place + own.between(-24, 24), y, scale, THINGS[word]!, own.chance() < 0.4 && !AFLOAT.has(word));
	}
	crew(brush, scene, wet);
	const work = scene.motifs.find((word) => word in CREWS);
	for (const [n, { x, y, width, height }] of scene.figures.entries())
		portrait(brush, x + width / 2, y + height, height, (one) => hero(one, work, scene.number + n));
	label(ctx, scene);
	ctx.restore();
}

/** Trees and a roof or two far behind, small: nobody lives in an empty land. */
function grove(ctx: Canvas2D, { id, x, width }: PaintedScene, land: Land): void {
	const brush = new Brush(ctx, chanceFrom(seedOf(`${id} grove`)));
	for (let n = 0; n < 9; n++) {
		const at = x + ((n + brush.chance()) * width) / 9;
		const [y, scale, kind] = [brush.between(758, 786), brush.between(0.34, 0.52), brush.chance()];
		const draw =
			kind < 0.4 ? flora.pine : kind < 0.62 ? flora.willow : kind < 0.78 ? flora.bamboo : houses.house;
		if (land.water(at) < 0.5) brush.at(at, y, scale, draw);
	}
}

const depth = (word: string): number => (word === 'viaduct' ? -1 : word in flora ? 1 : LOW.has(word) ? 2 : 0);

/** Planks along the water for whoever works there. */
function quay(brush: Brush, width: number): void {
	for (let x = 90; x < width - 90; x += 74) brush.line([x, 826, x, 866], 9, P.umber);
	brush.box(60, 816, width - 120, 15, P.ochre);
	for (let x = 84; x < width - 70; x += 38) brush.line([x, 817, x, 830], 1.3, P.umber);
}

function baseOf(word: string, wet: boolean): number {
	if (AFLOAT.has(word)) return wet ? 872 : GROUND;
	if (LOW.has(word)) return GROUND + 44;
	return wet ? 800 : GROUND - 16;
}

/** Where things stand: even, with the middle left free for whoever the scene is about. */
function placesOf(count: number, width: number, somebody: boolean): number[] {
	if (!somebody) return Array.from({ length: count }, (_, n) => (width * (n + 0.75)) / (count + 0.5));
	const sides = [0.2, 0.78, 0.4, 0.92, 0.08];
	return Array.from({ length: count }, (_, n) => width * (sides[n] ?? 0.5));
}

function crew(brush: Brush, { motifs, figures, width }: PaintedScene, wet: boolean): void {
	const word = motifs.find((one) => one in CREWS);
	const people = word === undefined ? null : CREWS[word]!;
	if (!people) return;
	const taken = figures.map(({ x, width: own }) => [x - 60, x + own + 60] as const);
	const rows = [GROUND + 26, GROUND + 96];
	for (let n = 0; n < people.count; n++) {
		const x = 110 + ((n + 0.2 + brush.chance() * 0.6) * (width - 220)) / people.count;
		const y = wet ? 822 + brush.chance() * 10 : rows[n % 2]! + brush.between(-10, 14);
		const mirror = brush.chance() < 0.5;
		if (taken.some(([left, right]) => x > left && x < right)) continue;
		brush.at(x, y, (wet ? 0.86 : 1.02) + (y - GROUND) * 0.003, (one) => someone(one, people), mirror);
	}
}

/** Whoever a scene is about: larger than the others, before a glory of light. */
function portrait(brush: Brush, x: number, y: number, height: number, draw: Draw): void {
	brush.glow(x, y - height * 0.5, height * 0.8, P.gold);
	brush.at(x, y, height / 124, draw);
}

/** The scene's name in a cartouche, as on the walls of temples, and its number on a seal. */
function label(ctx: Canvas2D, { title, number }: PaintedScene): void {
	const letters = [...title].filter((one) => !'：，、“”'.includes(one));
	const [x, y, size] = [34, 66, 34];
	const height = letters.length * (size + 5) + 30;
	ctx.fillStyle = '#f7edd2';
	ctx.fillRect(x, y, 56, height);
	ctx.strokeStyle = P.cinnabar;
	ctx.lineWidth = 3;
	ctx.strokeRect(x, y, 56, height);
	ctx.lineWidth = 1.2;
	ctx.strokeRect(x + 5, y + 5, 46, height - 10);
	ctx.fillStyle = P.ink;
	ctx.textAlign = 'center';
	ctx.textBaseline = 'top';
	ctx.font = `700 ${size}px 'Noto Serif CJK SC','Source Han Serif SC','Songti SC',STSong,'Noto Sans CJK SC','Microsoft YaHei',serif`;
	for (const [n, letter] of letters.entries()) ctx.fillText(letter, x + 28, y + 16 + n * (size + 5));
	ctx.fillStyle = P.cinnabar;
	ctx.fillRect(x + 4, y + height + 10, 48, 48);
	ctx.fillStyle = '#f9efd8';
	ctx.font = `700 26px 'Noto Serif CJK SC','Noto Sans CJK SC',serif`;
	ctx.fillText(String(number), x + 28, y + height + 20);
}

export { HEIGHT as PAINTED_HEIGHT };
