import { toHex } from '../../base/bytes.ts';
import type { MediaId, RecordingId, VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import type { Consent } from '../../domain/consent.ts';
import { localDate } from '../../domain/venue-time.ts';
import type { Context } from '../context.ts';
import { putConsent } from '../exhibition/consents.ts';
import { saveVersion } from '../exhibition/writing.ts';
import type { MediaService } from '../media/shapes.ts';
import type { ExhibitKey } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import { zoneOf } from '../zone-of.ts';
import type { RecordingService, ToldStory } from './shapes.ts';

/** What the kiosk told them before they spoke, for whoever reads the consent. */
const NOTE = '录音前在自助机上点了“同意，开始录音”';

interface Adopted {
	readonly by: Staff;
	readonly venueId: VenueId;
	readonly mediaId: MediaId;
	readonly story: ToldStory;
	readonly now: number;
	/** When it was told. */
	readonly at: number;
}

/**
 * The file first, which is the same file when this is begun again; then draft, consents and the end of the recording in one
 * transaction, so that there is never a second draft.
 */
export const adopter =
	(
		{ storage, clock, random }: Context,
		media: Pick<MediaService, 'add'>,
		open: (venueId: VenueId, id: RecordingId) => Promise<Uint8Array<ArrayBuffer> | null>,
	): RecordingService['adopt'] =>
	async (by, venueId, id, story) => {
		const row = await storage.read((tx) => tx.recordings.get(venueId, id));
		if (row?.state !== 'waiting') return err('not-waiting');
		const sound = await open(venueId, id);
		if (!sound) return err('cannot-open');
		const file = new File([sound], `${id.slice(0, 8)}.webm`);
		const label = {
			caption: { zh: story.title },
			credit: story.teller,
			shown: 'living' as const,
			person: null,
		};
		const kept = await media.add(by, venueId, file, label);
		if (!kept.ok) return err('not-kept');
		return storage.write(venueId, async (tx) => {
			const still = await tx.recordings.get(venueId, id);
			if (still?.state !== 'waiting') return err('not-waiting' as const);
			const now = clock.now();
			const adopted: Adopted = { by, venueId, mediaId: kept.value.mediaId, story, now, at: row.at };
			const key = await draft(tx, adopted);
			await agreed(tx, adopted, key, () => toHex(random.bytes(8)));
			const decision = { state: 'adopted', decidedAt: now, by: `staff:${by.id}`, detail: key.id } as const;
			await tx.recordings.decide(venueId, id, decision);
			await tx.audit.append({
				...{ at: now, venueId, actor: `staff:${by.id}`, action: 'recording-adopted' },
				...{ subject: `story:${key.id}`, detail: JSON.stringify({ name: story.title }) },
			});
			return ok(key);
		});
	};

async function draft(tx: Tx, { by, venueId, mediaId, story, now, at }: Adopted): Promise<ExhibitKey> {
	const year = Number(localDate(at, await zoneOf(tx, venueId)).slice(0, 4));
	const body = {
		...{ title: { zh: story.title }, teller: { zh: story.teller }, summary: { zh: story.summary }, year },
		...{
			recording: mediaId,
			transcript: story.transcript.map((text) => ({ text: { zh: text } })),
			media: [],
		},
	};
	const saved = await saveVersion(tx, { by, venueId, now }, 'story', { body, historic: false, base: null });
	if (!saved.ok) throw new Error(`a new story was refused: ${saved.error.fault}`);
	return { kind: 'story', id: saved.value.id };
}

/** To be shown with their voice: what the kiosk asked them for before they spoke. */
async function agreed(
	tx: Tx,
	{ by, venueId, mediaId, story, now, at }: Adopted,
	{ id }: ExhibitKey,
	newId: () => string,
): Promise<void> {
	const given: Omit<Consent, 'id' | 'about' | 'purposes'> = {
		...{ who: story.teller, givenOn: localDate(at, await zoneOf(tx, venueId)), until: null },
		...{ withdrawn: null, note: NOTE, scan: null },
	};
	const consents: Consent[] = [
		{ ...given, id: newId(), about: { kind: 'story', id }, purposes: ['life'] },
		{ ...given, id: newId(), about: { kind: 'media', id: mediaId }, purposes: ['voice'] },
	];
	for (const consent of consents) await putConsent(tx, by, venueId, consent, 'given', now);
}
