import type { Honoree } from '../domain/exhibit.ts';
import type { Exhibition } from '../domain/exhibition.ts';
import type { Text } from '../domain/text.ts';
import type { Findable } from './search.ts';

/** What has a page of its own. */
export const PAGE_KINDS = ['person', 'method', 'story', 'heritage', 'scene', 'work'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];
export interface PageRef {
	readonly kind: PageKind;
	readonly id: string;
}

const both = (texts: readonly (Text | undefined)[]): string[] =>
	texts.flatMap((text) => (text ? [text.zh, ...(text.en ? [text.en] : [])] : []));
const chinese = (texts: readonly (Text | undefined)[]): string[] =>
	texts.flatMap((text) => (text ? [text.zh] : []));

/** Everything that a visitor may look for; people first, as they hang on the wall. */
export function* findablesOf(
	wall: readonly Honoree[],
	{ methods, stories, heritage, scenes, works }: Exhibition,
): Generator<Findable<PageRef>> {
	for (const person of wall) yield personFindable(person);
	for (const { id, name, trade, inventorName, summary, problem, steps, result } of methods.values())
		yield titled('method', id, name, [trade, inventorName], [summary, problem, ...steps, result]);
	for (const { id, title, teller, summary, transcript, dialect } of stories.values())
		yield titled('story', id, title, [teller, dialect], [summary, ...transcript.map(({ text }) => text)]);
	for (const { id, name, place, era, summary, story } of heritage.values())
		yield titled('heritage', id, name, [place, era], [summary, ...story]);
	for (const { id, title, narration, figures } of scenes.values())
		yield titled('scene', id, title, [], [narration, ...figures.map(({ name }) => name)]);
	for (const { id, title, summary } of works.values())
		yield titled('work', id, title, [], summary ? [summary] : []);
}

function personFindable(person: Honoree): Findable<PageRef> {
	const { id, name, reading, trade, home, work, honours, summary, story } = person;
	const titles = honours.map(({ title }) => title);
	return {
		...{ of: { kind: 'person', id }, name: name.zh, person: true, reading },
		about: chinese([trade, home, work, ...titles]),
		words: [
			...both([name, summary, ...story]),
			...[trade, home, work, ...titles].flatMap((text) => text?.en ?? []),
			...honours.map(({ year }) => String(year)),
		],
	};
}

const titled = (
	kind: PageKind,
	id: string,
	title: Text,
	about: readonly (Text | undefined)[],
	words: readonly Text[],
): Findable<PageRef> => ({
	...{ of: { kind, id }, name: title.zh, person: false },
	about: chinese([title, ...about]),
	words: both([title, ...about, ...words]),
});

/** Where a page stands on the kiosk; `hub` where the same page is rendered for phones. */
export function addressOf({ kind, id }: PageRef, at: 'kiosk' | 'hub' = 'kiosk'): string {
	if (at === 'hub') return `/exhibits/${kind}/${id}`;
	switch (kind) {
		case 'person':
			return `/kiosk/exhibits/${id}`;
		case 'method':
			return `/kiosk/exhibits/methods/${id}`;
		case 'story':
			return `/kiosk/exhibits/stories/${id}`;
		case 'heritage':
			return `/kiosk/exhibits/heritage/${id}`;
		case 'scene':
			return `/kiosk/exhibits/scroll?scene=${id}`;
		case 'work':
			return `/kiosk/exhibits/works/${id}`;
	}
}
