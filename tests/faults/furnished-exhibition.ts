import { createHash, randomBytes } from 'node:crypto';
import { PNG } from 'pngjs';
import { systemClock } from '../../src/lib/base/clock.ts';
import { asId, type HonoreeId, type MediaId, type VenueId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import type { Honoree } from '../../src/lib/domain/exhibit.ts';
import type { Media } from '../../src/lib/domain/media.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';

/** Pictures and films of a venue's exhibition, each on a person's page of its own, put up beside a hub that may run. */

export interface ExhibitedFile {
	readonly media: Media;
	readonly honoree: HonoreeId;
	readonly bytes: Buffer;
}

/** A picture that no compression makes smaller: about `bytes` large. */
export function noisePicture(bytes: number): Buffer {
	const side = Math.ceil(Math.sqrt(bytes / 4));
	const png = new PNG({ width: side, height: side });
	randomBytes(side * side * 4).copy(png.data);
	return PNG.sync.write(png, { deflateLevel: 0 });
}

/** `file`: as it is; what is not there as a picture is a film. */
export function exhibitedFile(name: string, bytes: Buffer, type: 'image/png' | 'video/mp4'): ExhibitedFile {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const id = asId<MediaId>(sha256.slice(0, 32));
	const picture = type === 'image/png';
	const file = { name: picture ? '640.png' : 'film.mp4', type, bytes: bytes.length, sha256 };
	return {
		media: {
			...{ id, kind: picture ? 'picture' : 'video', caption: { zh: `图：${name}` } },
			files: [{ ...file, width: 640 }],
		},
		honoree: asId<HonoreeId>(name),
		bytes,
	};
}

const honoreeOf = ({ honoree, media }: ExhibitedFile): Honoree => ({
	...{ id: honoree, name: { zh: honoree }, initial: 'A', work: { zh: '钳工' }, motif: 'machine' },
	...{
		honours: [{ title: { zh: '全国劳动模范' }, level: 'national', year: 1956 }],
		summary: { zh: '一句话' },
	},
	...{ story: [{ zh: '一生' }], milestones: [], quotes: [] },
	...(media.kind === 'picture' ? { portrait: media.id, media: [] } : { media: [media.id] }),
});

/** Opens the hub's store beside it for a moment. */
export async function beside<T>(env: Record<string, string>, work: (hub: Hub) => Promise<T>): Promise<T> {
	const config = readConfig(env);
	if (!config.ok) throw new Error(config.error.join('; '));
	const opened = await openHub(config.value, {
		...{ clock: systemClock, random: systemRandom, log: makeLog('silent') },
	});
	if (!opened.ok) throw new Error(opened.error);
	try {
		return await work(opened.value);
	} finally {
		await opened.value.close();
	}
}

export const exhibit = (hub: Hub, venueId: VenueId, files: readonly ExhibitedFile[]): Promise<unknown> =>
	Promise.all(files.map(({ media, bytes }) => hub.media.place(media.id, media.files[0]!.name, bytes))).then(
		() =>
			hub.exhibition.load(venueId, [
				...files.map(({ media }) => ({ kind: 'media' as const, body: media })),
				...files.map((file) => ({ kind: 'honoree' as const, body: honoreeOf(file) })),
			]),
	);
