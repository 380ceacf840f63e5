import { toHex } from '../../base/bytes.ts';
import { asId, type MediaId, type VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import { isExhibitKind } from '../../domain/editorial.ts';
import {
	afterWithdrawals,
	confirmed,
	isSamePaper,
	needsSecondPerson,
	type Consent,
} from '../../domain/consent.ts';
import type { Media } from '../../domain/media.ts';
import type { Context } from '../context.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import { zoneOf } from '../zone-of.ts';
import { consentsShown, countingFor } from './lacks.ts';
import type { ExhibitionService } from './shapes.ts';
import { settle } from './shelf.ts';

type Desk = Pick<
	ExhibitionService,
	'consents' | 'waitingConsents' | 'giveConsent' | 'confirmConsent' | 'withdrawConsent'
>;

/** Who has agreed to be shown. What follows from it happens in the same transaction. */
export const consentDesk = ({ storage, clock, random }: Context): Desk => ({
	consents: (venueId, kind, id) => storage.read((tx) => consentsShown(tx, venueId, { kind, id })),
	waitingConsents: (venueId) =>
		storage.read(async (tx) => {
			const titled: { consent: Consent; title: string }[] = [];
			for (const consent of await tx.consents.waiting(venueId))
				titled.push({ consent, title: await titleOf(tx, venueId, consent) });
			return titled;
		}),
	giveConsent: (by, venueId, given) =>
		storage.write(venueId, async (tx) => {
			const { kind, id } = given.about;
			const written = await tx.consents.about(venueId, kind, id);
			const same = written.find((each) => each.withdrawn === null && isSamePaper(each, given));
			if (same) return same;
			const now = clock.now();
			const plain: Consent = { ...given, id: toHex(random.bytes(8)), withdrawn: null };
			const waits = await bringsBack(tx, venueId, plain, now);
			const consent = waits ? { ...plain, unconfirmed: `staff:${by.id}` } : plain;
			await putConsent(tx, by, venueId, consent, 'given', now);
			return consent;
		}),
	confirmConsent: (by, venueId, id) =>
		storage.write(venueId, async (tx) => {
			const consent = await tx.consents.get(venueId, id);
			if (!consent) return err('no-such-consent' as const);
			const done = confirmed(consent, `staff:${by.id}`);
			if (done.ok) await putConsent(tx, by, venueId, done.value, 'confirmed', clock.now());
			return done;
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

/** Would something be seen again by it that was withdrawn? */
async function bringsBack(tx: Tx, venueId: VenueId, consent: Consent, now: number): Promise<boolean> {
	const before = await countingFor(tx, venueId, consent.about);
	// Without what it does not count for: a paper signed before the withdrawal brings nothing back.
	const [counting] = afterWithdrawals([consent, ...before], await zoneOf(tx, venueId));
	return needsSecondPerson(before, counting!.purposes, now);
}

/** What the thing is called that it is about. */
async function titleOf(tx: Tx, venueId: VenueId, { about: { kind, id } }: Consent): Promise<string> {
	if (isExhibitKind(kind)) return (await tx.exhibits.get(venueId, [{ kind, id }]))[0]?.title ?? id;
	const [row] = await tx.media.get(venueId, [asId<MediaId>(id)]);
	return row ? (JSON.parse(row.body) as Media).caption.zh : id;
}

/** Writes it down, and what it allows or forbids follows. */
export async function putConsent(
	tx: Tx,
	by: Staff,
	venueId: VenueId,
	consent: Consent,
	did: 'given' | 'confirmed' | 'withdrawn',
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
