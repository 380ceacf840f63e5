import * as v from 'valibot';
import type { DeviceId, VenueId } from '../../base/id.ts';
import { hexId, Instant, slug } from '../../domain/shapes.ts';
import { WIRE_VERSIONS } from '../../sync/versions.ts';
import {
	ChallengeSchema,
	ChangesResponseSchema,
	DeviceSelfSchema,
	EntriesRequestSchema,
	EntriesResponseSchema,
	LeaseAnswerSchema,
	LeaseRequestSchema,
	LiveEventSchema,
	PairingRequestSchema,
	PairingStateSchema,
	PublicKeySpki,
	SessionRequestSchema,
} from '../../sync/wire.ts';
import { PackReportSchema } from '../../sync/pack.ts';
import { RecordingAnswerSchema, RecordingSchema } from '../../sync/recording.ts';
import { DeskRosterAnswerSchema, DeskRosterRequestSchema } from '../../sync/desk.ts';
import { ScheduleQuerySchema, ToldScheduleSchema, VenueParamsSchema } from '../interchange/api-schedule.ts';
import type { LimitName } from './limits.ts';
import type { ProblemName } from './problem.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/** One row of the API: what is checked, what is answered, what openapi.json says. */
export interface Route {
	readonly method: 'GET' | 'POST';
	/** Behind /api/v1; `{name}` stands for a part that `params` checks. */
	readonly path: string;
	readonly params?: Schema;
	readonly summary: string;
	readonly who: 'anyone' | 'device' | 'device-or-staff';
	/** Revoked devices are heard too. */
	readonly evenRevoked?: true;
	readonly query?: Schema;
	readonly body?: Schema;
	/** Large bodies wait for their turn before they are read. */
	readonly queued?: true;
	readonly answer: Schema;
	/** `events`: the answer's shape is that of one line of a stream that does not end. */
	readonly as?: 'json' | 'events';
	readonly limit?: LimitName;
	/** Refusals beyond those that follow from the rest of the row. */
	readonly refuses?: readonly ProblemName[];
}

const version = v.picklist(WIRE_VERSIONS);
/** In an address: the wire version of the answer, the first where it is not said. */
const wanted = v.optional(v.string());
const counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const cursor = v.pipe(
	v.string(),
	v.regex(/^\d{1,15}$/, 'must be a number as the last answer gave it, or 0'),
	v.transform(Number),
);

const HealthSchema = v.object({
	status: v.literal('ok'),
	version: v.string(),
	/** Versions of the device protocol that this hub speaks. */
	wire: v.pipe(v.array(v.number()), v.readonly()),
	storage: v.picklist(['sqlite', 'postgres']),
	hubTime: Instant,
	/** Streams open at this moment. */
	live: counter,
});

export const API = {
	health: {
		method: 'GET',
		path: '/health',
		summary: 'Does the hub work?',
		who: 'anyone',
		answer: HealthSchema,
		refuses: ['storage-away', 'storage-full'],
	},
	openapi: {
		method: 'GET',
		path: '/openapi.json',
		summary: 'This description',
		who: 'anyone',
		answer: v.looseObject({ openapi: v.string() }),
	},
	requestPairing: {
		method: 'POST',
		path: '/device/pairing',
		summary: 'Asks to be paired: by a one-time link’s token at once, else by a code that staff approve',
		who: 'anyone',
		body: PairingRequestSchema,
		answer: PairingStateSchema,
		limit: 'pairing',
		refuses: ['bad-link'],
	},
	pairingState: {
		method: 'POST',
		path: '/device/pairing/state',
		summary: 'How the request stands, told only to the key that made it',
		who: 'anyone',
		body: v.object({ v: version, pairingId: hexId(16), publicKey: PublicKeySpki }),
		answer: PairingStateSchema,
		limit: 'pairing-state',
	},
	challenge: {
		method: 'POST',
		path: '/device/challenge',
		summary: 'A text for the device to sign',
		who: 'anyone',
		body: v.object({ v: version, deviceId: hexId<DeviceId>(8) }),
		answer: ChallengeSchema,
		limit: 'device-session',
	},
	openSession: {
		method: 'POST',
		path: '/device/session',
		summary:
			'The device’s session cookie, for the signed challenge. A revoked device’s is good for its entries alone',
		who: 'anyone',
		body: SessionRequestSchema,
		answer: v.object({ v: version, hubTime: Instant }),
		limit: 'device-session',
		refuses: ['refused', 'revoked'],
	},
	self: {
		method: 'GET',
		path: '/device/self',
		summary: 'What the hub knows of the asking device',
		who: 'device',
		query: v.object({ v: wanted }),
		answer: DeviceSelfSchema,
		refuses: ['outdated'],
	},
	leases: {
		method: 'POST',
		path: '/device/leases',
		summary:
			'Seats for the device to give away while it is cut off; and what it may tell one person who wants to sign up or withdraw',
		who: 'device',
		body: LeaseRequestSchema,
		answer: LeaseAnswerSchema,
		refuses: ['storage-away', 'storage-full'],
	},
	pack: {
		method: 'POST',
		path: '/device/pack',
		summary: 'How much of the exhibition the device keeps for times without a network, for staff to see',
		who: 'device',
		body: PackReportSchema,
		answer: v.object({ v: version, hubTime: Instant }),
		refuses: ['storage-away', 'storage-full'],
	},
	recording: {
		method: 'POST',
		path: '/device/recordings',
		summary: 'A story that a visitor told at the kiosk, sealed to the hub’s key. Sending twice does no harm',
		who: 'device',
		body: RecordingSchema,
		answer: RecordingAnswerSchema,
		limit: 'recording',
		refuses: ['storage-away', 'storage-full'],
	},
	changes: {
		method: 'GET',
		path: '/sync/changes',
		summary: 'Records changed since a cursor; all of them from 0',
		who: 'device',
		query: v.object({ v: wanted, cursor: v.optional(cursor, '0') }),
		answer: ChangesResponseSchema,
		refuses: ['outdated'],
	},
	entries: {
		method: 'POST',
		path: '/sync/entries',
		summary: 'Entries of the device’s outbox, answered by receipts. Sending twice does no harm',
		who: 'device',
		evenRevoked: true,
		body: EntriesRequestSchema,
		queued: true,
		answer: EntriesResponseSchema,
		refuses: ['bad-signature', 'busy', 'storage-away', 'storage-full'],
	},
	deskRoster: {
		method: 'POST',
		path: '/desk/roster',
		summary:
			'Names of the next days’ classes for a desk tablet, sealed for its key and for the PINs of staff',
		who: 'device',
		body: DeskRosterRequestSchema,
		answer: DeskRosterAnswerSchema,
		limit: 'desk-roster',
		refuses: ['bad-signature', 'forbidden'],
	},
	venueSchedule: {
		method: 'GET',
		path: '/venues/{venue}/schedule',
		summary: 'The schedule of a venue: its sessions of a while, by start',
		who: 'anyone',
		params: VenueParamsSchema,
		query: ScheduleQuerySchema,
		answer: ToldScheduleSchema,
		limit: 'schedule',
		refuses: ['not-found', 'forbidden'],
	},
	live: {
		method: 'GET',
		path: '/live',
		summary: 'Event `change` whenever something at the venue has changed',
		who: 'device-or-staff',
		query: v.object({ venue: v.optional(slug<VenueId>()) }),
		answer: LiveEventSchema,
		as: 'events',
		refuses: ['forbidden', 'too-many'],
	},
} as const satisfies Record<string, Route>;
