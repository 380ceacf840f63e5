import type { CDPSession } from 'playwright';

/** Fingers on the glass, as a touch panel reports them; each at its own place. */
export async function touch(
	cdp: CDPSession,
	type: 'Start' | 'Move' | 'End',
	points: readonly (readonly [x: number, y: number])[],
): Promise<void> {
	const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
	await cdp.send('Input.dispatchTouchEvent', { type: `touch${type}`, touchPoints });
}

/** A finger's way, 2,400 px a second. */
const [WAY_PX, STEP_PX, STEP_MS] = [700, 38, 16];

/**
 * A finger across the middle of a screen in portrait, as fast as one that hurries, lifted while it moves: up, or to the right.
 * The browser's own `synthesizeScrollGesture` sends the same touches, but in a headless browser nothing scrolls by them.
 */
export async function fling(cdp: CDPSession, axis: 'x' | 'y'): Promise<void> {
	const at = (way: number): [number, number] => (axis === 'y' ? [540, 1300 - way] : [200 + way, 600]);
	const sent = [touch(cdp, 'Start', [at(0)])];
	for (let way = STEP_PX; way <= WAY_PX; way += STEP_PX) {
		await new Promise((resolve) => setTimeout(resolve, STEP_MS));
		sent.push(touch(cdp, 'Move', [at(way)]));
	}
	await Promise.all([...sent, touch(cdp, 'End', [])]);
}
