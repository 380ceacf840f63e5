import type { VenueId } from '../../base/id.ts';
import type { Text } from '../../domain/text.ts';
import type { Addresses, Exported } from '../../exhibits/iiif/write-canvas.ts';
import { exportedFrom } from '../../exhibits/iiif/write-exhibits.ts';
import { readExhibition } from '../exhibition.ts';
import type { Hub } from '../hub.ts';

/** What visitors may see at a venue now, as IIIF. */
export async function exhibitionFiles(
	hub: Hub,
	venueId: VenueId,
	label: Text,
	at: Addresses,
): Promise<readonly Exported[]> {
	return exportedFrom(await hub.storage.read((tx) => readExhibition(tx, venueId)), label, at);
}
