import { toHex } from '../../base/bytes.ts';
import { asId, type MediaId, type VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import { isExhibitKind } from '../../domain/editorial.ts';
import type { Consent } from '../../domain/consent.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import { consentsShown } from './lacks.ts';
import type { ExhibitionService } from './shapes.ts';
import { settle } from './shelf.ts';

type Desk = Pick<ExhibitionService, 'consents' | 'giveConsent' | 'withdrawConsent'>;

/** Who has agreed to be shown. What follows from it happens in the same transaction. */
export const consentDesk = ({ storage, clock, random }: Context): Desk => ({
	consents: (venueId, kind, id) => storage.read((tx) => consentsShown(tx, venueId, { kind, id })),
	giveConsent: (by, venueId, given) =>
		storage.write(venueId, async (tx) => {
			const consent: Consent = { ...given, id: toHex(random.bytes(8)), withdrawn: null };
			await putConsent(tx, by, venueId, consent, 'given', clock.now());
			return consent;
		}),
	withdrawConsent: (by, venueId, id, reason) =>
		storage.write(venueId, async (tx) => {
			const said = reason.trim().slice(0, 300);
			if (said === '') return err('reason-missing' as const);
			const consent = await tx.consents.get(venueId, id);
			if (!consent) return err('no-such-consent' as const);
			if (consent.withdrawn) return err('withdrawn-already' as const);
			const at = clock.now();
			const ended = { ...consent, withdrawn: { at, reason: said } };
			await putConsent(tx, by, venueId, ended, 'withdrawn', at);
			return ok(ended);
		}),
});

/** Writes it down, and what it allows or forbids follows. */
export async function putConsent(
	tx: Tx,
	by: Staff,
	venueId: VenueId,
	consent: Consent,
	did: 'given' | 'withdrawn',
	now: number,
): Promise<void> {
	await tx.consents.put(venueId, consent);
	const { kind, id } = consent.about;
	await tx.audit.append({
		...{ at: now, venueId, actor: `staff:${by.id}`, action: `consent-${did}`, subject: `${kind}:${id}` },
		detail: consent.id,
	});
	const key = isExhibitKind(kind) ? { kind, id } : null;
	const media = key ? await tx.media.ofPerson(venueId, key) : [asId<MediaId>(id)];
	await settle(tx, venueId, key ? [key] : [], media, now);
}
