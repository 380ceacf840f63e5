import type { MediaId, VenueId } from '$lib/base/id.ts';
import type { ExhibitKind } from '$lib/domain/editorial.ts';
import { mediaOf, type ExhibitBody } from '$lib/domain/exhibit-references.ts';
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

/** More exhibits of a kind than any venue has; of media the newest. What is chosen already is shown all the same. */
export const MOST_EXHIBITS = 20_000;
const MOST = 2000;
/** A work of many pages asks as many times. */
const MOST_OF_A_PAGE = 200;

export async function choicesFor(
	hub: Hub,
	venueId: VenueId,
	kind: ExhibitKind,
	lang: Language,
	/** Shown however old they are. */
	chosen: readonly MediaId[] = [],
): Promise<Choices> {
	const asked = new Set(kindsIn(FIELDS[kind]));
	const exhibits: Partial<Record<ExhibitKind, Choice[]>> = {};
	for (const each of asked) {
		const { rows } = await hub.exhibition.list(venueId, { kind: each }, 0, MOST_EXHIBITS);
		exhibits[each] = rows
			.filter(({ seen }) => seen !== 'withdrawn')
			.map(({ id, title }) => ({ value: id, name: title }))
			.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
	}
	const most = kind === 'work' ? MOST_OF_A_PAGE : MOST;
	const rows = await hub.storage.read(async (tx) => {
		const newest = (await tx.media.list(venueId, {}, 0, most)).rows;
		const there = new Set(newest.map(({ mediaId }) => mediaId));
		return [
			...newest,
			...(await tx.media.get(
				venueId,
				chosen.filter((id) => !there.has(id)),
			)),
		];
	});
	const media = rows
		.filter(({ state }) => state === 'ready' || state === 'working')
		.map((row) => ({ value: row.mediaId, kind: row.kind, name: nameOf(row.body, row.fileName, lang) }));
	return { exhibits, media };
}

/** What the pictures and recordings of some versions are called, by id. */
export async function mediaNames(
	hub: Hub,
	venueId: VenueId,
	bodies: readonly (ExhibitBody | null)[],
	lang: Language,
): Promise<Readonly<Record<string, string>>> {
	const wanted = bodies.flatMap((body) => (body ? mediaOf(body) : []));
	const rows = await hub.storage.read((tx) => tx.media.get(venueId, wanted));
	return Object.fromEntries(rows.map((row) => [row.mediaId, nameOf(row.body, row.fileName, lang)]));
}

const nameOf = (body: string, fileName: string, lang: Language): string =>
	`${inLanguage((JSON.parse(body) as Media).caption, lang).slice(0, 60)} · ${fileName}`;

const kindsIn = (fields: readonly Field[]): ExhibitKind[] =>
	fields.flatMap((field) => {
		if (field.as === 'exhibit') return [field.kind];
		return field.as === 'list' ? kindsIn(field.of) : [];
	});
