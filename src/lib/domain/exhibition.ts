import type {
	HeritageId,
	HonoreeId,
	MediaId,
	MethodId,
	MilestoneId,
	SceneId,
	ScrollId,
	StoryId,
	WorkId,
} from '../base/id.ts';
import type { Honoree } from './exhibit.ts';
import type { Heritage } from './heritage.ts';
import type { Media } from './media.ts';
import type { Method } from './method.ts';
import type { Milestone } from './milestone.ts';
import type { Scene, Scroll } from './scroll.ts';
import type { Story } from './story.ts';
import type { Work } from './work.ts';

/** Under which name the exhibition holds the records of a kind. */
export const SHELVES = {
	honoree: 'honorees',
	method: 'methods',
	heritage: 'heritage',
	story: 'stories',
	milestone: 'milestones',
	scroll: 'scrolls',
	scene: 'scenes',
	work: 'works',
	media: 'media',
} as const satisfies Record<string, keyof Exhibition>;

export type ExhibitionKind = keyof typeof SHELVES;

/** Kinds of records that the exhibition is made of. */
export const EXHIBITION_KINDS = Object.keys(SHELVES) as ExhibitionKind[];

/** All that a venue exhibits, by id. Apart from the catalogue: the board never waits for ten thousand lives. */
export interface Exhibition {
	readonly honorees: ReadonlyMap<HonoreeId, Honoree>;
	readonly methods: ReadonlyMap<MethodId, Method>;
	readonly heritage: ReadonlyMap<HeritageId, Heritage>;
	readonly stories: ReadonlyMap<StoryId, Story>;
	readonly milestones: ReadonlyMap<MilestoneId, Milestone>;
	readonly scrolls: ReadonlyMap<ScrollId, Scroll>;
	readonly scenes: ReadonlyMap<SceneId, Scene>;
	readonly works: ReadonlyMap<WorkId, Work>;
	readonly media: ReadonlyMap<MediaId, Media>;
}
