import type { MediaId } from '../base/id.ts';
import type { Exhibition } from '../domain/exhibition.ts';
import { galleryOrder, personOfMonth } from './gallery.ts';

/** Of the exhibition, what the attract loop is made from. */
export type AttractSource = Pick<Exhibition, 'honorees' | 'stories' | 'scenes'>;

/** So many scenes of the long scroll drift past at most: the first ones. */
const SCENES = 40;

/**
 * Media that the attract loop shows in this month `YYYY-MM`, and in the next one, for a device that nobody reaches by then:
 * the persons of the month, the stories of a week, the scroll's beginning.
 */
export function attractMedia(
	{ honorees, stories, scenes }: AttractSource,
	month: string,
	next: string,
): Set<MediaId> {
	const wall = galleryOrder(honorees.values());
	const people = [month, next].flatMap((asked) => personOfMonth(wall, asked) ?? []);
	const told = Array.from(stories.values()).filter(({ week }) => week !== undefined);
	const painted = Array.from(scenes.values())
		.sort((a, b) => a.number - b.number)
		.slice(0, SCENES);
	const named = [
		...people.map(({ portrait }) => portrait),
		...told.flatMap(({ recording, mandarin, media }) => [recording, mandarin, media[0]]),
		...painted.map(({ picture }) => picture),
	];
	return new Set(named.filter((id) => id !== undefined));
}
