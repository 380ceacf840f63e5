import * as v from 'valibot';
import type { OfferingId, ProgrammeId, RoomId, SessionId, VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import type { Meeting } from '../../domain/catalogue.ts';
import { dateAfter, LocalDate } from '../../domain/holidays.ts';
import { Instant, line, slug } from '../../domain/shapes.ts';
import { TextSchema } from '../../domain/text.ts';
import { instantOf, localDate } from '../../domain/venue-time.ts';
import type { Hub } from '../hub.ts';
import { readVenueSchedule } from './venue-schedule.ts';

/** A venue's sessions as the JSON API tells them. */

const Iso = v.pipe(v.string(), v.isoTimestamp());
const seats = v.pipe(v.number(), v.integer(), v.minValue(0));

export const ScheduleQuerySchema = v.object({
	/** First local day; today where it is not said. */
	from: v.optional(LocalDate),
	/** Last local day; 31 days from the first on where it is not said. */
	to: v.optional(LocalDate),
	programme: v.optional(slug<ProgrammeId>()),
	room: v.optional(slug<RoomId>()),
	/** Of a venue that keeps its schedule to itself. */
	key: v.optional(line(64)),
});
export const VenueParamsSchema = v.object({ venue: slug<VenueId>() });

const ToldRoomSchema = v.object({
	id: slug<RoomId>(),
	name: TextSchema,
	number: v.optional(v.string()),
	floor: v.number(),
});

export const ToldScheduleSchema = v.object({
	venue: v.object({ id: slug<VenueId>(), name: TextSchema, zone: v.string() }),
	hubTime: Instant,
	from: LocalDate,
	to: LocalDate,
	sessions: v.array(
		v.object({
			id: slug<SessionId>(),
			programme: v.object({ id: slug<ProgrammeId>(), name: TextSchema }),
			course: v.object({ id: slug(), name: TextSchema }),
			class: v.object({ id: slug<OfferingId>(), name: TextSchema }),
			/** Who teaches it this time. */
			teacher: TextSchema,
			room: ToldRoomSchema,
			/** Where it was announced, while it meets elsewhere. */
			movedFrom: v.optional(ToldRoomSchema),
			/** With the venue's offset from UTC. */
			startsAt: Iso,
			endsAt: Iso,
			/** When it was announced to start, while it starts at another time. */
			announcedAt: v.optional(Iso),
			status: v.picklist(['scheduled', 'cancelled']),
			reason: v.optional(TextSchema),
			seats: v.object({ capacity: seats, enrolled: seats, waiting: seats }),
		}),
	),
});
export type ToldSchedule = v.InferOutput<typeof ToldScheduleSchema>;

const MOST_DAYS = 366;
const USUAL_DAYS = 31;

export async function tellSchedule(
	{ storage, clock }: Pick<Hub, 'storage' | 'clock'>,
	venueId: VenueId,
	query: v.InferOutput<typeof ScheduleQuerySchema>,
): Promise<Result<ToldSchedule, 'no-such-venue' | 'bad-span'>> {
	const now = clock.now();
	const schedule = await readVenueSchedule(storage, venueId, {
		...{ programme: query.programme ?? null, room: query.room ?? null, from: 0, to: Infinity },
	});
	if (!schedule) return err('no-such-venue');
	const { id, name, zone } = schedule.catalogue.venue;
	const from = query.from ?? localDate(now, zone);
	const to = query.to ?? dateAfter(from, USUAL_DAYS);
	if (to < from || to > dateAfter(from, MOST_DAYS)) return err('bad-span');
	const [first, after] = [instantOf(from, '00:00', zone), instantOf(dateAfter(to, 1), '00:00', zone)];
	const within = schedule.meetings.filter(
		({ session }) => session.endsAt > first && session.startsAt < after,
	);
	return ok({
		...{ venue: { id, name, zone }, hubTime: now, from, to },
		sessions: within.map((meeting) => told(meeting, zone)),
	});
}

function told(
	{ session, offering, course, programme, room, movedFrom, tally }: Meeting,
	zone: string,
): ToldSchedule['sessions'][number] {
	const iso = (at: number): string =>
		Temporal.Instant.fromEpochMilliseconds(at)
			.toZonedDateTimeISO(zone)
			.toString({ timeZoneName: 'never', smallestUnit: 'second' });
	return {
		id: session.id,
		programme: { id: programme.id, name: programme.name },
		course: { id: course.id, name: course.name },
		class: { id: offering.id, name: offering.name },
		teacher: offering.teacher.name,
		room: toldRoom(room),
		...(movedFrom ? { movedFrom: toldRoom(movedFrom) } : {}),
		...{ startsAt: iso(session.startsAt), endsAt: iso(session.endsAt), status: session.status },
		...(session.announcedAt === undefined ? {} : { announcedAt: iso(session.announcedAt) }),
		...(session.reason ? { reason: session.reason } : {}),
		seats: { capacity: offering.capacity, enrolled: tally.enrolled, waiting: tally.waiting ?? 0 },
	};
}

const toldRoom = ({ id, name, number, floor }: Meeting['room']) => ({
	...{ id, name, floor },
	...(number ? { number } : {}),
});
