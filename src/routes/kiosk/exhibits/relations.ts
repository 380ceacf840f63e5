import type { HonoreeId } from '$lib/base/id.ts';
import { meetingOf, type Catalogue, type Meeting } from '$lib/domain/catalogue.ts';
import type { Exhibition } from '$lib/domain/exhibition.ts';
import type { Method } from '$lib/domain/method.ts';
import type { Milestone } from '$lib/domain/milestone.ts';
import type { Story } from '$lib/domain/story.ts';
import type { Text } from '$lib/domain/text.ts';
import type { PageRef } from '$lib/exhibits/findables.ts';

/** What else of the exhibition a person has a part in. */
export interface Part {
	readonly methods: readonly PageRef[];
	readonly stories: readonly PageRef[];
	readonly heritage: readonly PageRef[];
	readonly scenes: readonly PageRef[];
	readonly milestones: readonly Milestone[];
}

export function partOf(shown: Exhibition, id: HonoreeId): Part {
	const refs = <T extends { readonly id: string }>(
		kind: PageRef['kind'],
		things: Iterable<T>,
		has: (thing: T) => boolean,
	): PageRef[] => [...things].filter(has).map((thing) => ({ kind, id: thing.id }));
	return {
		methods: refs('method', shown.methods.values(), ({ inventor }) => inventor === id),
		stories: refs('story', shown.stories.values(), ({ about }) => about === id),
		heritage: refs('heritage', shown.heritage.values(), ({ people }) => people.includes(id)),
		scenes: refs('scene', shown.scenes.values(), ({ figures }) => figures.some((one) => one.honoree === id)),
		milestones: timelineOf(shown).filter(({ people }) => people.includes(id)),
	};
}

/** Oldest first. */
export const timelineOf = (shown: Exhibition): Milestone[] =>
	[...shown.milestones.values()].sort(
		(a, b) => a.year - b.year || (a.month ?? 0) - (b.month ?? 0) || (a.day ?? 0) - (b.day ?? 0),
	);

/** The next sessions that a person teaches, soonest first. */
export function teaching(catalogue: Catalogue | null, id: HonoreeId, now: number): Meeting[] {
	if (!catalogue) return [];
	return [...catalogue.sessions.values()]
		.filter((session) => session.endsAt > now && session.status === 'scheduled')
		.sort((a, b) => a.startsAt - b.startsAt)
		.flatMap((session) => meetingOf(catalogue, session.id) ?? [])
		.filter(({ offering }) => offering.teacher.honoreeId === id)
		.slice(0, 4);
}

/** Whoever found a method: someone with a page, or a name alone. */
export function inventorOf(shown: Exhibition, method: Method): { name: Text; ref: PageRef | null } | null {
	const person = method.inventor && shown.honorees.get(method.inventor);
	if (person) return { name: person.name, ref: { kind: 'person', id: person.id } };
	return method.inventorName ? { name: method.inventorName, ref: null } : null;
}

/** The story chosen for this week `YYYY-Www`, or for the last one before it; where none was, the first. */
export function storyOfWeek(shown: Pick<Exhibition, 'stories'>, thisWeek: string): Story | null {
	const stories = [...shown.stories.values()];
	const chosen = stories
		.filter(({ week }) => week !== undefined && week <= thisWeek)
		.sort((a, b) => (a.week! < b.week! ? 1 : -1));
	return chosen[0] ?? stories[0] ?? null;
}
