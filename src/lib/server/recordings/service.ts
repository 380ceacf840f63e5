import { fromBase64Url } from '../../base/bytes.ts';
import type { RecordingId, VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import { openRecording } from '../../domain/sealed-recording.ts';
import type { Context } from '../context.ts';
import type { MediaService } from '../media/shapes.ts';
import { tellingLength } from '../media/webm-length.ts';
import type { Tx } from '../storage/port.ts';
import { adopter } from './adopt.ts';
import { receiver } from './receive.ts';
import { sealingSecret } from './sealing-key.ts';
import type { RecordingService } from './shapes.ts';

/** On one page of the console. */
const MOST_SHOWN = 100;
const MOST_DECIDED = 20;
const LONGEST_REASON = 300;

export function recordingService(context: Context, media: Pick<MediaService, 'add'>): RecordingService {
	const { storage, clock, keyring } = context;
	const open = async (venueId: VenueId, id: RecordingId): Promise<Uint8Array<ArrayBuffer> | null> => {
		const found = await storage.read(async (tx) => {
			const row = await tx.recordings.get(venueId, id);
			const sealed = await tx.recordings.sealed(venueId, id);
			return row && sealed !== null ? { row, sealed } : null;
		});
		const bytes = found && fromBase64Url(found.sealed);
		const sound = bytes && openRecording(bytes, sealingSecret(keyring), { venueId, id });
		return sound && new Uint8Array(tellingLength(Buffer.from(sound), found.row.millis));
	};
	return {
		...receiver(context),
		queue: (venueId) =>
			storage.read(async (tx) => ({
				waiting: await tx.recordings.list(venueId, 'waiting', MOST_SHOWN),
				count: await tx.recordings.waiting(venueId),
				decided: await tx.recordings.list(venueId, 'decided', MOST_DECIDED),
			})),
		async hear(by, venueId, id) {
			const sound = await open(venueId, id);
			const line = { at: clock.now(), venueId, actor: `staff:${by.id}`, subject: `recording:${id}` };
			if (sound)
				await storage.write(venueId, (tx) =>
					tx.audit.append({ ...line, action: 'recording-heard', detail: null }),
				);
			return sound;
		},
		adopt: adopter(context, media, open),
		refuse: (by, venueId, id, reason) =>
			storage.write(venueId, async (tx) => {
				const said = reason.trim().slice(0, LONGEST_REASON);
				if (said === '') return err('reason-missing' as const);
				const row = await tx.recordings.get(venueId, id);
				if (row?.state !== 'waiting') return err('not-waiting' as const);
				const [now, actor] = [clock.now(), `staff:${by.id}`];
				const decision = { state: 'refused', decidedAt: now, by: actor, detail: said } as const;
				await tx.recordings.decide(venueId, id, decision);
				await tx.audit.append({
					...{ at: now, venueId, actor, action: 'recording-refused', subject: `recording:${id}` },
					detail: JSON.stringify({ reason: said }),
				});
				return ok(null);
			}),
	};
}

/** Deletes what nobody has decided about in time, as its tellers were told. */
export async function forgetRecordings(tx: Tx, venueId: VenueId, now: number): Promise<void> {
	const due = await tx.recordings.due(venueId, now);
	for (const id of due)
		await tx.recordings.decide(venueId, id, { state: 'over', decidedAt: now, by: 'hub', detail: null });
	if (due.length > 0)
		await tx.audit.append({
			...{ at: now, venueId, actor: 'hub', action: 'recordings-over', subject: `venue:${venueId}` },
			detail: JSON.stringify({ count: due.length }),
		});
}
