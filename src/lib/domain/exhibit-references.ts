import type { HonoreeId, MediaId } from '../base/id.ts';
import type { ExhibitKind } from './editorial.ts';
import type { Honoree } from './exhibit.ts';
import type { Heritage } from './heritage.ts';
import type { Method } from './method.ts';
import type { Milestone } from './milestone.ts';
import type { Scene, Scroll } from './scroll.ts';
import type { Story } from './story.ts';
import type { Text } from './text.ts';
import type { Work } from './work.ts';

/** The record of each kind. */
export interface ExhibitBodies {
	honoree: Honoree;
	method: Method;
	heritage: Heritage;
	story: Story;
	milestone: Milestone;
	scroll: Scroll;
	scene: Scene;
	work: Work;
}
export type ExhibitBody<K extends ExhibitKind = ExhibitKind> = ExhibitBodies[K];

export interface Reference {
	readonly kind: ExhibitKind;
	readonly id: string;
}

type Parts = Partial<Honoree & Method & Heritage & Story & Milestone & Scroll & Scene & Work>;

export const titleOf = (body: ExhibitBody): Text => {
	const { name, title } = body as Parts;
	return (name ?? title)!;
};

/** Pictures, sound and film that it shows. */
export function mediaOf(body: ExhibitBody): MediaId[] {
	const { portrait, media, recording, mandarin, picture, held } = body as Parts;
	const named = [portrait, recording, mandarin, picture].filter((id) => id !== undefined);
	return [...new Set([...named, ...(media ?? []), ...Object.values(held ?? {})])];
}

/** The same without those that are not to be seen. */
export function withoutMedia(body: ExhibitBody, hidden: ReadonlySet<MediaId>): ExhibitBody {
	if (hidden.size === 0) return body;
	const { media, held } = body as Parts;
	const isHidden = (value: unknown): boolean => hidden.has(value as MediaId);
	const rest = Object.entries(body).filter(([, value]) => !isHidden(value));
	return {
		...Object.fromEntries(rest),
		...(media ? { media: media.filter((id) => !hidden.has(id)) } : {}),
		...(held ? { held: Object.fromEntries(Object.entries(held).filter(([, id]) => !hidden.has(id))) } : {}),
	} as ExhibitBody;
}

/** Whose story it is: it tells of them from its title to its last line. */
export const aboutOf = (body: ExhibitBody): HonoreeId | null => (body as Parts).about ?? null;

/** Is it the story of one of these people? */
export function isAboutOneOf(body: ExhibitBody, people: ReadonlySet<string>): boolean {
	const about = aboutOf(body);
	return about !== null && people.has(about);
}

/** The same without people who are not to be named: neither by id, nor by the name that stands beside it. */
export function withoutPeople(body: ExhibitBody, gone: ReadonlySet<string>): ExhibitBody {
	if (gone.size === 0) return body;
	const { inventor, people, figures } = body as Parts;
	const isGone = (id: string | undefined): boolean => id !== undefined && gone.has(id);
	const hidden = new Set(isGone(inventor) ? ['inventor', 'inventorName'] : []);
	return {
		...Object.fromEntries(Object.entries(body).filter(([member]) => !hidden.has(member))),
		...(people ? { people: people.filter((id) => !isGone(id)) } : {}),
		...(figures ? { figures: figures.filter(({ honoree }) => !isGone(honoree)) } : {}),
	} as ExhibitBody;
}

/** Other exhibits that it leads to. */
export function referencesOf(body: ExhibitBody): Reference[] {
	const { inventor, about, people, figures, scroll, tours, members } = body as Parts;
	const drawn = (figures ?? []).map(({ honoree }) => honoree);
	const persons = [inventor, about, ...(people ?? []), ...drawn];
	const found: Reference[] = [
		...persons
			.filter((id): id is HonoreeId => id !== undefined)
			.map((id) => ({ kind: 'honoree' as const, id })),
		...(scroll === undefined ? [] : [{ kind: 'scroll' as const, id: scroll }]),
		...(tours ?? []).flatMap(({ stops }) => stops).map((id) => ({ kind: 'scene' as const, id })),
		...Object.values(members ?? {}).map((id) => ({ kind: 'work' as const, id })),
	];
	return [...new Map(found.map((each) => [`${each.kind} ${each.id}`, each])).values()];
}
