import type { VenueId } from '../../base/id.ts';
import type { ExhibitBody } from '../../domain/exhibit-references.ts';
import type { ExhibitKey, VersionRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';

/** Who does something at which venue, and when. */
export interface Doer {
	readonly by: Staff;
	readonly venueId: VenueId;
	readonly now: number;
}

export const bodyOf = (row: VersionRow): ExhibitBody => JSON.parse(row.body) as ExhibitBody;

/** Writes an act down: in the exhibit's own history, and in the audit. */
export async function noteStep(
	tx: Tx,
	{ by, venueId, now }: Doer,
	{ kind, id }: ExhibitKey,
	{ act, version, detail = null }: { act: string; version: number; detail?: string | null },
): Promise<void> {
	const actor = `staff:${by.id}`;
	await tx.exhibits.addStep(venueId, { kind, id, version, act, by: actor, name: by.name, at: now, detail });
	const line = { at: now, venueId, actor, action: `exhibit-${act}`, subject: `${kind}:${id}` };
	await tx.audit.append({ ...line, detail });
}
