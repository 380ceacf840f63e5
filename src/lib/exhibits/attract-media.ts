import type { MediaId } from '../base/id.ts';
import type { Exhibition } from '../domain/exhibition.ts';
import { nextMonth } from '../domain/period.ts';
import { galleryOrder, personOfMonth } from './gallery.ts';

/** Of the exhibition, what the attract loop is made from. */
export type AttractSource = Pick<Exhibition, 'honorees' | 'scenes'>;

/** So many scenes of the long scroll drift past at most: the first ones. */
const SCENES = 40;

/**
 * Media that the attract loop shows in this month `YYYY-MM`, and in the next one, for a device that nobody reaches by then:
 * the persons of the month, the scroll's beginning. Of stories it shows words alone.
 */
export function attractMedia({ honorees, scenes }: AttractSource, month: string): Set<MediaId> {
	const wall = galleryOrder(honorees.values());
	const people = [month, nextMonth(month)].flatMap((asked) => personOfMonth(wall, asked) ?? []);
	const painted = Array.from(scenes.values())
		.sort((a, b) => a.number - b.number)
		.slice(0, SCENES);
	const named = [...people.map(({ portrait }) => portrait), ...painted.map(({ picture }) => picture)];
	return new Set(named.filter((id) => id !== undefined));
}
