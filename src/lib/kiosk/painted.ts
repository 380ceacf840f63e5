/** A machine that is slower than this at a frame has worse troubles than a late scanner. */
const SLOWEST_FRAME_MS = 3000;

/** After the next frame, however long a slow machine takes; soon, in a tab that paints none. */
export const painted = (): Promise<void> =>
	new Promise((resolve) => {
		requestAnimationFrame(() => setTimeout(resolve));
		setTimeout(resolve, document.hidden ? 100 : SLOWEST_FRAME_MS);
	});
