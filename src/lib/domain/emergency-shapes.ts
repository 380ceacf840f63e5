import * as v from 'valibot';
import type { EmergencyId, StaffId } from '../base/id.ts';
import { hexId, Instant, integer } from './shapes.ts';
import { shortText } from './text.ts';

/**
 * An emergency message takes over every screen of a venue until it is over. It cannot be raised without an end, and what
 * was ended stays so, whatever arrives later.
 */

/** What everybody is to do; words and help for each are in the dictionaries. A kiosk has no keyboard to type others. */
export const EMERGENCIES = ['evacuate', 'shelter', 'medical', 'weather', 'closure'] as const;
export type EmergencyKind = (typeof EMERGENCIES)[number];

export const MOST_MINUTES = 12 * 60;
export const LEAST_MINUTES = 5;
const MINUTE = 60_000;

const what = v.picklist(EMERGENCIES);
const minutes = integer(LEAST_MINUTES, MOST_MINUTES);
const emergencyId = hexId<EmergencyId>(8);

/** Staff raised it at a device, whether the hub was there or not. */
export const EmergencyRaisedSchema = v.object({
	kind: v.literal('emergency-raised'),
	emergencyId,
	what,
	/** Check-in goes on meanwhile. */
	checkIn: v.boolean(),
	/** How long it stands, from the moment of the fact. */
	minutes,
	staffId: hexId<StaffId>(8),
});
export type EmergencyRaised = v.InferOutput<typeof EmergencyRaisedSchema>;

/** Staff ended it before its time. May arrive before what it ends. */
export const EmergencyEndedSchema = v.object({
	kind: v.literal('emergency-ended'),
	emergencyId,
	staffId: hexId<StaffId>(8),
});
export type EmergencyEnded = v.InferOutput<typeof EmergencyEndedSchema>;

export type EmergencyFact = EmergencyRaised | EmergencyEnded;

/** What a venue's devices are told of one. */
export const EmergencySchema = v.pipe(
	v.object({
		id: emergencyId,
		what,
		/** In staff's own words, below what the kind says. */
		text: v.optional(shortText(200)),
		checkIn: v.boolean(),
		from: Instant,
		until: Instant,
		endedAt: v.optional(Instant),
	}),
	v.check(
		({ from, until }) => until > from && until - from <= MOST_MINUTES * MINUTE,
		'an emergency message ends after at most 12 hours',
	),
);
export type Emergency = v.InferOutput<typeof EmergencySchema>;
