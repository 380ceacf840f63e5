/** What a camera's lens and lamp can do; null where they cannot. */
export interface Lens {
	/** Null where there is no lamp. */
	readonly torch: boolean | null;
	/** Null where it does not zoom; else the factor now and the most. */
	readonly zoom: { readonly now: number; readonly min: number; readonly max: number } | null;
}

export const NO_LENS: Lens = { torch: null, zoom: null };

/** Parts of Media Capture that TypeScript's DOM leaves out (W3C mediacapture-image). */
interface LensCapabilities {
	readonly torch?: boolean;
	readonly zoom?: { readonly min: number; readonly max: number };
	readonly focusMode?: readonly string[];
}
interface LensSettings {
	readonly torch?: boolean;
	readonly zoom?: number;
}

export function lensOf(track: MediaStreamTrack): Lens {
	// Not every browser that has cameras tells what they can do.
	if (!('getCapabilities' in track)) return NO_LENS;
	const can = track.getCapabilities() as LensCapabilities;
	const is = track.getSettings() as LensSettings;
	const zooms = can.zoom && can.zoom.max > can.zoom.min ? can.zoom : null;
	return {
		torch: can.torch ? (is.torch ?? false) : null,
		zoom: zooms && { now: is.zoom ?? zooms.min, min: zooms.min, max: zooms.max },
	};
}

/** Sets what is given; a lens that refuses stays as it is. Returns what it is then. */
export async function setLens(track: MediaStreamTrack, to: LensSettings): Promise<Lens> {
	const constraints = { advanced: [to] } as unknown as MediaTrackConstraints;
	await track.applyConstraints(constraints).catch(() => undefined);
	return lensOf(track);
}

/** A phone held up is never where the last one was: focus must go on being sought. */
export async function keepFocusing(track: MediaStreamTrack): Promise<void> {
	if (!('getCapabilities' in track)) return;
	const can = track.getCapabilities() as LensCapabilities;
	if (!can.focusMode?.includes('continuous')) return;
	const constraints = { advanced: [{ focusMode: 'continuous' }] } as unknown as MediaTrackConstraints;
	await track.applyConstraints(constraints).catch(() => undefined);
}
