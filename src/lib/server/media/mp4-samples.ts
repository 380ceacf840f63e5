/** Where in the file a track's samples are, by its tables (ISO/IEC 14496-12, 8.7). */
export interface SampleTables {
	readonly stsz?: Buffer;
	readonly stsc?: Buffer;
	readonly stco?: Buffer;
	readonly co64?: Buffer;
}
export interface Stretch {
	readonly from: number;
	readonly until: number;
}

/** A second of a film has one or two for a timecode, one for each picture at most. */
export const MOST_STRETCHES = 200_000;

/** Null where the tables do not say it, or no honest file is like that. */
export function samplesOf({ stsz, stsc, stco, co64 }: SampleTables): Stretch[] | null {
	const offsets = stco ?? co64;
	if (!stsz && !stsc && !offsets) return [];
	if (!stsz || !stsc || !offsets) return null;
	const [each, count] = [stsz.readUInt32BE(4), stsz.readUInt32BE(8)];
	const chunks = offsets.readUInt32BE(4);
	const runs = stsc.readUInt32BE(4);
	if (chunks > MOST_STRETCHES) return null;
	const found: Stretch[] = [];
	let [run, next] = [0, 0];
	for (let chunk = 0; chunk < chunks; chunk++) {
		while (run + 1 < runs && stsc.readUInt32BE(8 + (run + 1) * 12) <= chunk + 1) run++;
		const here = Math.min(stsc.readUInt32BE(12 + run * 12), count - next);
		const from = stco ? stco.readUInt32BE(8 + chunk * 4) : Number(co64!.readBigUInt64BE(8 + chunk * 8));
		let bytes = each * here;
		if (each === 0) for (let n = next; n < next + here; n++) bytes += stsz.readUInt32BE(12 + n * 4);
		next += here;
		found.push({ from, until: from + bytes });
	}
	return next === count ? found : null;
}
