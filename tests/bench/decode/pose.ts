/**
 * How a flat or bent sheet lies before the camera: from a pixel back to the place on the sheet, in modules from the
 * code's centre, written to `place`. False beside the sheet's horizon or round the bend.
 */
export type Pose = (x: number, y: number, place: Place) => boolean;
export interface Place {
	u: number;
	v: number;
}

export interface Stance {
	/** Centre of the code in pixels. */
	readonly x: number;
	readonly y: number;
	/** Pixels a module, at the centre. */
	readonly scale: number;
	/** Radians: in the picture's plane, about the vertical, about the horizontal. */
	readonly roll: number;
	readonly yaw: number;
	readonly pitch: number;
	/** Distance of the camera, in pixels: nearer bends lines more. */
	readonly distance: number;
	/** Radius of the cylinder that the sheet is bent round, in modules; null for a flat sheet. */
	readonly radius: number | null;
}

/** Pinhole camera before a turned plane (its inverse homography), then the sheet rolled off its cylinder. */
export function poseOf(stance: Stance): Pose {
	const { x: cx, y: cy, scale, distance, radius } = stance;
	const [sr, cr] = [Math.sin(stance.roll), Math.cos(stance.roll)];
	const [sy, cyaw] = [Math.sin(stance.yaw), Math.cos(stance.yaw)];
	const [sp, cp] = [Math.sin(stance.pitch), Math.cos(stance.pitch)];
	// The turned plane's two axes: (right, down, away).
	const [rx, ry, rz] = [cyaw, sp * sy, -cp * sy];
	const [dx, dy, dz] = [0, cp, sp];
	return (px, py, place) => {
		const x = (px - cx) * cr + (py - cy) * sr;
		const y = (py - cy) * cr - (px - cx) * sr;
		// Solves a·right + b·down on the ray through (x, y): away = depth beyond the plane's centre.
		const a11 = rx * distance - x * rz;
		const a12 = dx * distance - x * dz;
		const a21 = ry * distance - y * rz;
		const a22 = dy * distance - y * dz;
		const det = a11 * a22 - a12 * a21;
		if (det <= 0) return false;
		const a = (distance * (x * a22 - y * a12)) / det / scale;
		const b = (distance * (y * a11 - x * a21)) / det / scale;
		place.u = a;
		place.v = b;
		if (radius === null) return true;
		if (Math.abs(a) >= radius) return false;
		// Seen a little from above: the bend lifts the middle.
		place.v = b - (radius - Math.sqrt(radius * radius - a * a)) * 0.35;
		place.u = radius * Math.asin(a / radius);
		return true;
	};
}
