import type { MediaId } from '../../base/id.ts';
import type { Tx } from '../storage/port.ts';

/** Does some venue still have it? Venues that sent the same file share what was made of it. */
export async function isWanted(tx: Tx, mediaId: MediaId): Promise<boolean> {
	for (const venueId of await tx.media.venuesOf(mediaId)) {
		const [row] = await tx.media.get(venueId, [mediaId]);
		if (row?.state === 'ready' || row?.state === 'working') return true;
	}
	return false;
}
