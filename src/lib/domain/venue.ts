import * as v from 'valibot';
import type { RoomId, VenueId } from '../base/id.ts';
import { CheckInPolicySchema } from './policy.ts';
import { RecordingSettingSchema } from './recording.ts';
import { Archived, integer, line, LocalTime, slug } from './shapes.ts';
import { TextSchema } from './text.ts';
import { OrganiserSchema } from './ticket.ts';

export {
	CheckInPolicySchema,
	PASS_POLICIES,
	UNKNOWN_POLICIES,
	type CheckInPolicy,
	type UnknownPolicy,
} from './policy.ts';

/** What kinds of place a union runs (宫、站、家、书屋 …). */
export const VENUE_KINDS = ['palace', 'station', 'home', 'reading-room', 'hall', 'driver-home'] as const;

/** Opening hours of some days of the week; 1 is Monday (ISO 8601). */
export const OpeningHoursSchema = v.object({
	days: v.pipe(v.array(integer(1, 7)), v.minLength(1)),
	from: LocalTime,
	to: LocalTime,
});
export type OpeningHours = v.InferOutput<typeof OpeningHoursSchema>;

const seconds = (fallback: number) => v.optional(integer(5, 3600), fallback);

/** Zones found good: making a formatter is slow, and every reading of a venue asks. */
const goodZones = new Set<string>();

export const isTimeZone = (zone: string): boolean => {
	if (goodZones.has(zone)) return true;
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		goodZones.add(zone);
		return true;
	} catch {
		return false;
	}
};

export const VenueSchema = v.object({
	id: slug<VenueId>(),
	name: TextSchema,
	kind: v.picklist(VENUE_KINDS),
	/** IANA zone that every local time of this venue is in. */
	zone: v.pipe(line(64), v.check(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai')),
	address: v.optional(TextSchema),
	phone: v.optional(line(40)),
	openingHours: v.array(OpeningHoursSchema),
	/** What there is for visitors: “母婴室”, “热水”, “无障碍电梯”. */
	amenities: v.optional(v.pipe(v.array(TextSchema), v.maxLength(40))),
	modules: v.object({
		checkIn: v.optional(v.boolean(), true),
		exhibits: v.optional(v.boolean(), true),
		attract: v.optional(v.boolean(), true),
		/** Count people who come without a class. By the kind of venue where nothing is said (visits.ts). */
		visits: v.optional(v.boolean()),
	}),
	policy: CheckInPolicySchema,
	/** Seconds without a touch after which the kiosk goes home, by what is on screen. */
	idle: v.object({ menu: seconds(60), reading: seconds(120), personal: seconds(30) }),
	/** How codes are read. A wedge scanner is listened to on every screen in any case. */
	scanner: v.picklist(['camera', 'wedge', 'both']),
	languages: v.pipe(v.array(v.picklist(['zh', 'en'])), v.minLength(1)),
	/** For how many days a desk tablet holds the names of those who are expected, today among them; 3 where nothing is said. */
	deskDays: v.optional(integer(1, 14)),
	exhibition: v.optional(
		v.object({
			/** Of the disk of each kiosk, in MB of 1,000,000 bytes; 2000 where nothing is said, nothing is kept at 0. */
			packBudgetMb: v.optional(integer(0, 200_000)),
			/** Visitors may record a story of their own at kiosks with a microphone. Off where nothing is said. */
			recordings: v.optional(RecordingSettingSchema),
		}),
	),
	/** Local time of the nightly reload. */
	reloadAt: v.optional(LocalTime, '03:30'),
	/** Tickets of events that others sell: they are checked in here. */
	tickets: v.optional(v.array(OrganiserSchema)),
	/** Pictures of passes may be dropped on the kiosk and sample passes are listed. Never in a real lobby. */
	demo: v.optional(v.boolean(), false),
});
export type Venue = v.InferOutput<typeof VenueSchema>;

export const RoomSchema = v.object({
	id: slug<RoomId>(),
	name: TextSchema,
	/** Storey as on the lift's buttons; basements are negative, there is no 0. */
	floor: v.pipe(
		integer(-9, 200),
		v.check((floor) => floor !== 0, 'floors are …, -1, 1, 2, …'),
	),
	/** Door number people look for. */
	number: v.optional(line(16)),
	seats: v.optional(integer(1, 100_000)),
	/** How to get there from the lobby. */
	directions: v.optional(TextSchema),
	/** Not in this venue (送教上门、流动课堂): the address says where, and its floor is the floor there. */
	offsite: v.optional(v.boolean()),
	address: v.optional(TextSchema),
	archived: Archived,
});
export type Room = v.InferOutput<typeof RoomSchema>;
