import * as v from 'valibot';
import type { RoomId } from '../base/id.ts';
import { integer, LocalTime, slug } from './shapes.ts';

/** What one lobby display shows, as staff have set it; and what it shows where nobody has. */

/** What stands beside the board. */
export const ZONES = ['codes', 'notices', 'changes', 'person', 'hours'] as const;
export type Zone = (typeof ZONES)[number];

/** What can fill the screen. */
export const SCENES = ['board', 'notices', 'exhibit', 'codes'] as const;
export type Scene = (typeof SCENES)[number];

/** Some scenes in turn, on some weekdays between two local times; over midnight where it ends before it begins. */
export const SlotSchema = v.object({
	days: v.pipe(v.array(integer(1, 7)), v.minLength(1)),
	from: LocalTime,
	to: LocalTime,
	scenes: v.pipe(v.array(v.picklist(SCENES)), v.minLength(1), v.maxLength(SCENES.length)),
	/** How long each stays. */
	seconds: integer(10, 600),
});
export type Slot = v.InferOutput<typeof SlotSchema>;

export const MOST_SLOTS = 12;

export const ScreenSchema = v.object({
	zones: v.array(v.picklist(ZONES)),
	/** Only classes on these floors; none named, all. */
	floors: v.array(integer(-9, 200)),
	/** Only classes in these rooms; none named, all. */
	rooms: v.array(slug<RoomId>()),
	/** Rows a page; null, as many as can be read from afar. */
	rows: v.nullable(integer(3, 9)),
	/** How long a page stays. */
	seconds: integer(5, 60),
	/** By time, or as one walks through the house. */
	order: v.picklist(['time', 'place']),
	/** Two take turns; none, the venue's first. */
	languages: v.pipe(v.array(v.picklist(['zh', 'en'])), v.maxLength(2)),
	/** The first that fits the moment counts; none, the board. */
	playlist: v.pipe(v.array(SlotSchema), v.maxLength(MOST_SLOTS)),
});
export type Screen = v.InferOutput<typeof ScreenSchema>;
