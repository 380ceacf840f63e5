import { hardAttempts, readWhole } from './attempts.ts';
import { busyRegions } from './sight/regions.ts';
import type { Luminance } from './sight/picture.ts';
import { crop } from './sight/scale.ts';
import { readingsIn, type Reading } from './reading.ts';
import { loadZxing, type Zxing } from './zxing.ts';

/** How much may be spent on a picture. */
export interface Effort {
	/** Milliseconds, from anywhere. */
	readonly now: () => number;
	/** Milliseconds after which no further attempt is begun. */
	readonly budget: number;
	/** Which of the further attempts comes first: a film's frames take turns, a still begins with the likeliest. */
	readonly turn: number;
	/** Further attempts at most. A film has its next frame for the next one, and a frame must not keep a fresh one waiting. */
	readonly most: number;
	/** Where a code was found at once, look at the rest of the picture as well: several codes are several visitors. */
	readonly others: boolean;
}

export interface Reader {
	/** The codes in a picture; several where several are shown. */
	read(picture: Luminance, effort: Effort): Reading[];
}

/** The reader of QR codes, the same in the kiosk's worker and under Node. Rejects where the WebAssembly cannot be had or started. */
export async function createReader(wasm: { url: string } | { binary: ArrayBuffer }): Promise<Reader> {
	const zxing = await loadZxing(wasm);
	return { read: (picture, effort) => readPicture(zxing, picture, effort) };
}

/** First what is quick: the parts of the picture that look like a code, as they are. Then what is left of the budget. */
function readPicture(
	zxing: Zxing,
	picture: Luminance,
	{ now, budget, turn, most, others }: Effort,
): Reading[] {
	const end = now() + budget;
	const regions = busyRegions(picture).map((box) => ({ box, sight: crop(picture, box) }));
	const glimpses = regions.map((region) => ({ ...region, found: zxing.find(region.sight) }));
	const quick = glimpses.flatMap(({ found, box }) => readingsIn(found, box, 1, picture));
	if (quick.length > 0) return unique(others ? [...quick, ...readWhole(zxing, picture)] : quick);
	const attempts = hardAttempts(zxing, picture, glimpses, () => now() >= end);
	for (let i = 0; i < Math.min(attempts.length, most); i++) {
		if (now() >= end) break;
		const readings = attempts[(i + turn) % attempts.length]!();
		if (readings.length > 0) return unique(readings);
	}
	return [];
}

const unique = (readings: Reading[]): Reading[] =>
	readings.filter(({ text }, i) => readings.findIndex((other) => other.text === text) === i);
