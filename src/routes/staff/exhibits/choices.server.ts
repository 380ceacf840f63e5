import type { VenueId } from '$lib/base/id.ts';
import type { ExhibitKind } from '$lib/domain/editorial.ts';
import type { Media, MediaKind } from '$lib/domain/media.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import type { Hub } from '$lib/server/hub.ts';
import { FIELDS, type Field } from './fields.ts';

/** What a form chooses from. */
export interface Choices {
	readonly exhibits: Readonly<Partial<Record<ExhibitKind, readonly Choice[]>>>;
	readonly media: readonly (Choice & { readonly kind: MediaKind })[];
}
interface Choice {
	readonly value: string;
	readonly name: string;
}

/** More than this no list shows; what is chosen already is shown all the same. */
const MOST = 2000;

export async function choicesFor(
	hub: Hub,
	venueId: VenueId,
	kind: ExhibitKind,
	lang: Language,
): Promise<Choices> {
	const asked = new Set(kindsIn(FIELDS[kind]));
	const exhibits: Partial<Record<ExhibitKind, Choice[]>> = {};
	for (const each of asked) {
		const { rows } = await hub.exhibition.list(venueId, { kind: each }, 0, MOST);
		exhibits[each] = rows
			.filter(({ seen }) => seen !== 'withdrawn')
			.map(({ id, title }) => ({ value: id, name: title }))
			.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
	}
	const { rows } = await hub.storage.read((tx) => tx.media.list(venueId, {}, 0, MOST));
	const media = rows
		.filter(({ state }) => state === 'ready' || state === 'working')
		.map((row) => ({ value: row.mediaId, kind: row.kind, name: nameOf(row.body, row.fileName, lang) }));
	return { exhibits, media };
}

const nameOf = (body: string, fileName: string, lang: Language): string =>
	`${inLanguage((JSON.parse(body) as Media).caption, lang).slice(0, 60)} · ${fileName}`;

const kindsIn = (fields: readonly Field[]): ExhibitKind[] =>
	fields.flatMap((field) => {
		if (field.as === 'exhibit') return [field.kind];
		return field.as === 'list' ? kindsIn(field.of) : [];
	});
