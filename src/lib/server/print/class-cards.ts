import type { OfferingId, VenueId } from '../../base/id.ts';
import { maskName } from '../../domain/masking.ts';
import { inLanguage, type Language } from '../../domain/text.ts';
import { passCardWords } from '../../i18n/staff/pass-cards.ts';
import type { Hub } from '../hub.ts';
import { cardSheet, type Sheet } from './cards.ts';

export interface CardOrder {
	readonly sheet: Sheet;
	readonly names: 'full' | 'masked';
	readonly language: Language;
}

/** The passes of everyone enrolled in a class, as a PDF to print. Null where there is no such class. `by`: `staff:ID`, `hub`. */
export async function classCards(
	hub: Hub,
	venueId: VenueId,
	offeringId: OfferingId,
	{ sheet, names, language }: CardOrder,
	by: string,
): Promise<{ pdf: Uint8Array; count: number } | null> {
	const catalogue = await hub.records.catalogue(venueId);
	const offering = catalogue?.offerings.get(offeringId);
	const course = offering && catalogue?.courses.get(offering.courseId);
	if (!catalogue || !course) return null;
	const words = passCardWords(language);
	const lines = await hub.passes.sheet(venueId, offeringId);
	const cards = lines.map(({ name, number, text }) => ({
		venue: inLanguage(catalogue.venue.name, language),
		name: names === 'full' ? name : maskName(name),
		keep: words.keep,
		...{ number, text },
	}));
	await hub.storage.write(null, (tx) =>
		tx.audit.append({
			...{ at: hub.clock.now(), venueId, actor: by, action: 'passes-printed' },
			...{ subject: `offering:${offeringId}`, detail: JSON.stringify({ sheet, names, count: cards.length }) },
		}),
	);
	const title = words.title(inLanguage(course.name, language));
	return { pdf: cardSheet(sheet, title, cards), count: cards.length };
}
