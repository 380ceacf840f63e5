import * as v from 'valibot';
import coursesFile from '../../../../kiosk-config/demo/courses.json' with { type: 'json' };
import exceptionsFile from '../../../../kiosk-config/demo/exceptions.json' with { type: 'json' };
import honoreesFile from '../../../../kiosk-config/demo/honorees.json' with { type: 'json' };
import namesFile from '../../../../kiosk-config/demo/names.json' with { type: 'json' };
import offeringsFile from '../../../../kiosk-config/demo/offerings.json' with { type: 'json' };
import programmesFile from '../../../../kiosk-config/demo/programmes.json' with { type: 'json' };
import venueFile from '../../../../kiosk-config/venue.example.json' with { type: 'json' };
import { assert } from '../../base/assert.ts';
import type { RoomId } from '../../base/id.ts';
import { CourseSchema, OfferingSchema, ProgrammeSchema } from '../../domain/course.ts';
import { HonoreeSchema } from '../../domain/exhibit.ts';
import { integer, LocalTime, slug } from '../../domain/shapes.ts';
import { TextSchema } from '../../domain/text.ts';
import { checkVenueConfig } from '../venue-config.ts';

/** The demo venue's content, from kiosk-config/demo/ and the example venue. A fault in these files is a bug. */

/** When and where an offering meets, week after week, in the venue's local time. */
const MeetsSchema = v.object({
	days: v.array(integer(1, 7)),
	at: LocalTime,
	minutes: integer(15, 240),
	roomId: slug<RoomId>(),
});

/** An offering with what only the demo knows of it: how many are enrolled, and its weekly times. */
const DemoOfferingSchema = v.object({
	...OfferingSchema.entries,
	enrolled: integer(0, 1000),
	meets: v.pipe(v.array(MeetsSchema), v.minLength(1)),
});
export type DemoOffering = v.InferOutput<typeof DemoOfferingSchema>;

const words = v.pipe(v.array(v.string()), v.minLength(1));
const NamesSchema = v.object({
	surnames: words,
	compoundSurnames: words,
	givenOne: words,
	givenFirst: words,
	givenSecond: words,
	minority: words,
	unions: words,
	/** Which union each is right below, those above first; null: the city. Some of `unions` are in no tree, as in life. */
	unionsAbove: v.record(v.string(), v.nullable(v.string())),
});
export type NameLists = v.InferOutput<typeof NamesSchema>;

const reasons = v.pipe(v.array(TextSchema), v.minLength(1));

const venue = checkVenueConfig(JSON.stringify(venueFile));
assert(venue.ok, 'kiosk-config/venue.example.json is a valid venue');

export const DEMO = {
	venue: { ...venue.value.venue, demo: true },
	rooms: venue.value.rooms,
	programmes: v.parse(v.array(ProgrammeSchema), programmesFile),
	courses: v.parse(v.array(CourseSchema), coursesFile),
	offerings: v.parse(v.array(DemoOfferingSchema), offeringsFile),
	honorees: v.parse(v.array(HonoreeSchema), honoreesFile),
	names: v.parse(NamesSchema, namesFile),
	/** Why a class is cancelled or moved. */
	reasons: v.parse(v.object({ cancelled: reasons, moved: reasons }), exceptionsFile),
} as const;

/** Nobody can join any more, one or two can, or anyone. */
export type Filling = 'full' | 'few' | 'free';

export function fillingOf(offering: DemoOffering): Filling {
	if (offering.enrolled >= offering.capacity) return 'full';
	return offering.capacity - offering.enrolled <= Math.max(1, Math.floor(offering.capacity / 10))
		? 'few'
		: 'free';
}
