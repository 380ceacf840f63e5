import type { Page } from 'playwright';
import { MARK_SIDE, markAt, MARKS } from './film.ts';

/** When which scene was first seen by a camera, in milliseconds since 1970. */
export interface Sighting {
	readonly scene: number;
	readonly at: number;
}

/** In a page of its own: follows the same camera and notes each change of the marks. */
const OBSERVE = `(async (marks, side) => {
	const video = { width: 1280, height: 720, frameRate: 30 };
	const stream = await navigator.mediaDevices.getUserMedia({ video });
	const frames = new MediaStreamTrackProcessor({ track: stream.getVideoTracks()[0] }).readable.getReader();
	window.sightings = [];
	let last = -1;
	(async () => {
		for (;;) {
			const { value: frame, done } = await frames.read();
			if (done) return;
			const at = performance.timeOrigin + performance.now();
			const plane = new Uint8Array(frame.allocationSize());
			const [{ offset, stride }] = await frame.copyTo(plane);
			frame.close();
			let scene = 0;
			marks.forEach(({ x, y }, bit) => {
				if (plane[offset + (y + side / 2) * stride + x + side / 2] > 125) scene |= 1 << bit;
			});
			if (scene !== last) window.sightings.push({ scene, at });
			last = scene;
		}
	})();
})`;

export async function observe(page: Page): Promise<void> {
	const marks = Array.from({ length: MARKS }, (_, bit) => markAt(bit));
	await page.evaluate(`${OBSERVE}(${JSON.stringify(marks)}, ${MARK_SIDE})`);
}

export const sightings = (page: Page): Promise<Sighting[]> => page.evaluate('window.sightings');
