import {
	asId,
	type MemberId,
	type OfferingId,
	type SessionId,
	type StaffId,
	type VenueId,
} from '$lib/base/id.ts';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { inLanguage, type Language, type Text } from '$lib/domain/text.ts';
import type { AuditWords } from '$lib/i18n/staff/audit-words.ts';
import { formatDate } from '$lib/i18n/time.ts';
import { DEMO_ITSELF } from '$lib/server/demo/itself.ts';
import { IMPORTER } from '$lib/server/exhibition-import/drafts.ts';
import type { Hub } from '$lib/server/hub.ts';
import { courseAndClass } from './schedule-told.server.ts';

/** Finds what the ids of the audit stand for: `staff:ID`, `device:ID`, `member:ID`, `session:ID`, `offering:ID` … */
export interface Names {
	readonly of: (reference: string) => string;
	readonly catalogue: (venueId: VenueId | null) => Catalogue | null;
}

/** Names of all that these lines refer to, in one transaction. Who was erased has none. */
export async function namesIn(
	hub: Hub,
	lines: readonly { readonly actor: string; readonly subject: string; readonly venueId: VenueId | null }[],
	home: Catalogue,
	words: AuditWords,
	lang: Language,
): Promise<Names> {
	const references = new Set(lines.flatMap(({ actor, subject }) => [actor, subject]));
	const venues = new Set(lines.map(({ venueId }) => venueId).filter((id) => id !== null));
	const catalogues = new Map<VenueId, Catalogue>([[home.venue.id, home]]);
	for (const id of venues) {
		const catalogue = catalogues.get(id) ?? (await hub.records.catalogue(id));
		if (catalogue) catalogues.set(id, catalogue);
	}
	const found = new Map<string, string>([
		['hub', words.hub],
		[`staff:${DEMO_ITSELF.id}`, words.demo],
		[`staff:${IMPORTER.id}`, words.importer],
	]);
	await hub.storage.read(async (tx) => {
		for (const reference of references) {
			const [kind, id = ''] = reference.split(/:(.*)/s);
			const name =
				kind === 'staff'
					? (await tx.staff.get(asId<StaffId>(id)))?.name
					: kind === 'device'
						? await tx.devices.get(asId(id)).then((device) => device && words.device(device.name))
						: kind === 'member'
							? (await tx.people.member(asId<MemberId>(id)))?.name
							: undefined;
			if (name) found.set(reference, name);
		}
	});
	return {
		of: (reference) => found.get(reference) ?? inCatalogues(reference, catalogues, words, lang),
		catalogue: (venueId) => (venueId && catalogues.get(venueId)) ?? null,
	};
}

/** What is named by what venues publish; else the id itself, which at least tells two apart. */
function inCatalogues(
	reference: string,
	catalogues: ReadonlyMap<VenueId, Catalogue>,
	words: AuditWords,
	lang: Language,
): string {
	const [kind, id = ''] = reference.split(/:(.*)/s);
	if (kind === 'staff') return words.somebody;
	if (kind === 'phone') return words.phone;
	if (kind === 'member') return words.erased(id.slice(-4));
	for (const catalogue of catalogues.values()) {
		const told = tellFrom(catalogue, kind!, id, lang);
		if (told) return told;
	}
	return id || reference;
}

function tellFrom(catalogue: Catalogue, kind: string, id: string, lang: Language): string | null {
	const named = (one: { readonly name: Text } | undefined) => one && inLanguage(one.name, lang);
	if (kind === 'offering') return courseAndClass(catalogue, asId<OfferingId>(id), lang);
	if (kind === 'session') {
		const meeting = meetingOf(catalogue, asId<SessionId>(id));
		return (
			meeting &&
			`${inLanguage(meeting.course.name, lang)} ${formatDate(meeting.session.startsAt, catalogue.venue.zone, lang)}`
		);
	}
	if (kind === 'room') return named(catalogue.rooms.get(asId(id))) ?? null;
	if (kind === 'programme') return named(catalogue.programmes.get(asId(id))) ?? null;
	if (kind === 'course') return named(catalogue.courses.get(asId(id))) ?? null;
	return kind === 'venue' && id === catalogue.venue.id ? inLanguage(catalogue.venue.name, lang) : null;
}
