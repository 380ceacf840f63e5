import type { MediaId, VenueId } from '$lib/base/id.ts';
import type { Honoree } from '$lib/domain/exhibit.ts';
import type { Text } from '$lib/domain/text.ts';
import type { PageKind, PageRef } from '$lib/exhibits/findables.ts';
import type { Hub } from '$lib/server/hub.ts';
import { pagesOf, type Shown } from './pictures.server.ts';

/** What any page of the exhibition is made of on a phone. */
export interface Sheet {
	readonly kind: PageKind;
	readonly title: Text;
	readonly summary: Text;
	/** Drawn where it is a person. */
	readonly person: Honoree | null;
	readonly facts: readonly Text[];
	readonly quotes: readonly Text[];
	readonly paragraphs: readonly Text[];
	readonly shown: readonly Shown[];
	/** Steps of a method, in order. */
	readonly steps: readonly Text[];
	readonly dated: readonly { readonly year: number; readonly text: Text }[];
	readonly related: readonly { readonly ref: PageRef; readonly name: Text }[];
}

const EMPTY = {
	person: null,
	facts: [],
	quotes: [],
	paragraphs: [],
	shown: [],
	steps: [],
	dated: [],
	related: [],
} as const;
const some = <T>(...values: readonly (T | undefined)[]): T[] => values.filter((one) => one !== undefined);

const allOf = (media: readonly MediaId[]): Shown[] => media.map((id) => ({ media: id }));

/** Null where it is not exhibited at this venue. */
export async function sheetOf(hub: Hub, venueId: VenueId, kind: PageKind, id: string): Promise<Sheet | null> {
	const people = async (ids: readonly (string | undefined)[]): Promise<Sheet['related']> => {
		const found = await Promise.all(some(...ids).map((one) => hub.records.one(venueId, 'honoree', one)));
		return found.flatMap((one) =>
			one ? [{ ref: { kind: 'person' as const, id: one.id }, name: one.name }] : [],
		);
	};
	switch (kind) {
		case 'person': {
			const person = await hub.records.one(venueId, 'honoree', id);
			return person && personSheet(person);
		}
		case 'method': {
			const method = await hub.records.one(venueId, 'method', id);
			if (!method) return null;
			const { name, summary, trade, inventorName, problem, steps, result } = method;
			const related = await people([method.inventor]);
			const own = {
				title: name,
				summary,
				facts: some(trade, inventorName),
				paragraphs: [problem, result],
				steps,
				shown: allOf(method.media),
			};
			return { ...EMPTY, kind, ...own, related };
		}
		case 'story': {
			const story = await hub.records.one(venueId, 'story', id);
			if (!story) return null;
			const { title, summary, teller, dialect, transcript } = story;
			const paragraphs = transcript.map(({ text }) => text);
			const related = await people([story.about]);
			const own = { title, summary, facts: some(teller, dialect), paragraphs, shown: allOf(story.media) };
			return { ...EMPTY, kind, ...own, related };
		}
		case 'heritage': {
			const thing = await hub.records.one(venueId, 'heritage', id);
			if (!thing) return null;
			const { name, summary, era, place, story } = thing;
			const related = await people(thing.people);
			const own = { title: name, summary, facts: some(era, place), paragraphs: story };
			return { ...EMPTY, kind, ...own, shown: allOf(thing.media), related };
		}
		case 'scene': {
			const scene = await hub.records.one(venueId, 'scene', id);
			if (!scene) return null;
			const related = await people(scene.figures.map(({ honoree }) => honoree));
			const shown = allOf(some(scene.picture));
			return { ...EMPTY, kind, title: scene.title, summary: scene.narration, shown, related };
		}
		case 'work': {
			const work = await hub.records.one(venueId, 'work', id);
			if (!work) return null;
			const { title, summary = title } = work;
			return { ...EMPTY, kind, title, summary, shown: pagesOf(work) };
		}
	}
}

function personSheet(person: Honoree): Sheet {
	const { name, summary, work, honours, quotes, story, milestones } = person;
	const facts = honours.map(({ year, title, issuer }) => ({
		zh: [year, title.zh, issuer?.zh].filter(Boolean).join(' · '),
		en: [year, title.en ?? title.zh, issuer?.en ?? issuer?.zh].filter(Boolean).join(' · '),
	}));
	const shown = allOf([...some(person.portrait), ...person.media]);
	const own = { title: name, summary, facts: [work, ...facts], paragraphs: story, shown };
	return { ...EMPTY, kind: 'person', person, quotes, dated: milestones, ...own };
}
