import type { DeviceId, EmergencyId, EntryId, VenueId } from '../base/id.ts';
import { foldEmergency, isOver, type Emergency, type ToldEmergency } from '../domain/emergency.ts';
import { correctedTime, emergencySubject, isEmergencyFact } from '../domain/fact.ts';
import type { Entry } from '../sync/entry.ts';
import { parseBody } from '../sync/records.ts';
import type { Outcome } from '../sync/wire.ts';
import type { Tx } from './storage/port.ts';

/** What a device tells of emergencies: staff raised or ended one there, whether the hub was in reach or not. */

const toldBy = ({ entryId, timing, fact }: Pick<Entry, 'entryId' | 'timing' | 'fact'>): ToldEmergency[] =>
	isEmergencyFact(fact) ? [{ entryId, at: correctedTime(timing), fact }] : [];

/** Every fact about one that the hub holds, in no order. */
export const factsAbout = async (tx: Tx, venueId: VenueId, id: EmergencyId): Promise<ToldEmergency[]> =>
	(await tx.ledger.ofSubject(venueId, emergencySubject(id))).flatMap(toldBy);

export async function publishedEmergency(
	tx: Tx,
	venueId: VenueId,
	id: EmergencyId,
): Promise<Emergency | null> {
	const body = await tx.records.body(venueId, 'emergency', id);
	return body === null ? null : parseBody('emergency', JSON.parse(body));
}

/** Did a fact say anything new? Reads only. */
export async function foldEmergencyBatch(
	tx: Tx,
	venueId: VenueId,
	entries: readonly Entry[],
): Promise<Map<EntryId, Outcome>> {
	const outcomes = new Map<EntryId, Outcome>();
	const known = new Map<EmergencyId, ToldEmergency[]>();
	for (const told of entries.flatMap(toldBy)) {
		const id = told.fact.emergencyId;
		const before = known.get(id) ?? (await factsAbout(tx, venueId, id));
		known.set(id, before);
		const isSaid = before.some(({ fact }) => fact.kind === told.fact.kind);
		outcomes.set(told.entryId, isSaid ? 'duplicate' : 'recorded');
		before.push(told);
	}
	return outcomes;
}

/**
 * Tells the venue's devices of emergencies that these entries raise or end, once they are stored. One that is over by the
 * time it arrives is told to nobody; one that was ended stays so.
 */
export async function publishEmergencies(
	tx: Tx,
	batch: {
		readonly identity: { readonly venueId: VenueId };
		readonly deviceId: DeviceId;
		readonly now: number;
	},
	entries: readonly Entry[],
): Promise<void> {
	const { deviceId, now } = batch;
	const { venueId } = batch.identity;
	const told = entries.flatMap(toldBy);
	for (const id of new Set(told.map(({ fact }) => fact.emergencyId))) {
		const published = await publishedEmergency(tx, venueId, id);
		const emergency = foldEmergency(await factsAbout(tx, venueId, id), published, now);
		if (emergency && (published || !isOver(emergency, now)))
			await tx.records.put(venueId, [{ kind: 'emergency', id, body: JSON.stringify(emergency) }]);
	}
	for (const { at, fact } of told) {
		const { kind: action, emergencyId, ...detail } = fact;
		await tx.audit.append({
			...{ at: now, venueId, actor: `device:${deviceId}`, action, subject: `emergency:${emergencyId}` },
			detail: JSON.stringify({ ...detail, at }),
		});
	}
}
