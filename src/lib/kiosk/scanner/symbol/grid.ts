/** A place in a picture, in pixels. */
export interface Spot {
	x: number;
	y: number;
}

/**
 * Where the modules of a symbol lie: four corners (top left, top right, bottom right, bottom left: x, y each), then four
 * bends: a sheet round an upright and round a lying cylinder. Corners stay where they are whatever the bend.
 */
export type Grid = Float64Array;

export const CORNERS = 8;
export const BENDS = 4;

export function gridOf(corners: readonly Readonly<Spot>[]): Grid {
	const grid = new Float64Array(CORNERS + BENDS);
	corners.forEach(({ x, y }, i) => grid.set([x, y], 2 * i));
	return grid;
}

export const cornersOf = (grid: Grid): Spot[] => [0, 2, 4, 6].map((i) => ({ x: grid[i]!, y: grid[i + 1]! }));

/** The first eight of some numbers, by place. */
export const eightOf = (
	values: Float64Array,
): readonly [number, number, number, number, number, number, number, number] =>
	values as unknown as [number, number, number, number, number, number, number, number];

/** Coefficients of the projective map of the unit square onto four corners (Heckbert 1989), then the bends. */
export type Projection = Float64Array;

export function projectionOf(grid: Grid, to: Projection = new Float64Array(8 + BENDS)): Projection {
	const [x0, y0, x1, y1, x2, y2, x3, y3] = eightOf(grid);
	const [dx1, dy1, dx2, dy2] = [x1 - x2, y1 - y2, x3 - x2, y3 - y2];
	const [sx, sy] = [x0 - x1 + x2 - x3, y0 - y1 + y2 - y3];
	const det = dx1 * dy2 - dx2 * dy1 || 1e-9;
	const g = (sx * dy2 - dx2 * sy) / det;
	const h = (dx1 * sy - sx * dy1) / det;
	to[0] = x1 - x0 + g * x1;
	to[1] = x3 - x0 + h * x3;
	to[2] = x0;
	to[3] = y1 - y0 + g * y1;
	to[4] = y3 - y0 + h * y3;
	to[5] = y0;
	to[6] = g;
	to[7] = h;
	for (let i = 0; i < BENDS; i++) to[8 + i] = grid[CORNERS + i]!;
	return to;
}

/**
 * The pixel of a place on the symbol, `u` and `v` from 0 to 1. Round a cylinder a sheet is foreshortened towards its sides
 * (a cubic) and, seen aslant, arched (a square).
 */
export function project(p: Projection, u: number, v: number, to: Spot): void {
	const [s, t] = [2 * u - 1, 2 * v - 1];
	const [s2, t2] = [s * s - 1, t * t - 1];
	const a = u + p[8]! * s * s2 + p[11]! * t2;
	const b = v + p[10]! * t * t2 + p[9]! * s2;
	const w = 1 / (p[6]! * a + p[7]! * b + 1);
	to.x = (p[0]! * a + p[1]! * b + p[2]!) * w;
	to.y = (p[3]! * a + p[4]! * b + p[5]!) * w;
}
