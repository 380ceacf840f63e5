import type { HardPicture } from './hard-pictures.ts';

/** A reader of still pictures, ours or a peer. */
export interface StillReader {
	readonly name: string;
	/** What it read, null for nothing, and in how many milliseconds. */
	read(picture: HardPicture): Promise<{ text: string | null; ms: number }>;
}

/** Time of this thread on a processor: other work on the machine does not count. */
export const processorMs = (): number => {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1_000;
};

export async function timed(
	read: () => string | null | Promise<string | null>,
): Promise<{ text: string | null; ms: number }> {
	const from = processorMs();
	const text = await read();
	return { text, ms: processorMs() - from };
}

/** As canvases give it. */
export function rgbaOf({ pixels }: HardPicture): Uint8ClampedArray<ArrayBuffer> {
	const rgba = new Uint8ClampedArray(pixels.length * 4);
	for (let i = 0, to = 0; i < pixels.length; i++, to += 4) {
		rgba[to] = rgba[to + 1] = rgba[to + 2] = pixels[i]!;
		rgba[to + 3] = 255;
	}
	return rgba;
}
