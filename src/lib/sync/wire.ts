import * as v from 'valibot';
import type { DeviceId, OutboxId, VenueId } from '../base/id.ts';
import { entryIdSchema } from '../domain/fact.ts';
import { hexId, Instant, integer, line, slug } from '../domain/shapes.ts';
import { PublishedSchema } from './records.ts';
import { WIRE_VERSIONS, type WIRE_VERSION, type WireVersion } from './versions.ts';

/** What travels between a device and the hub. Every body is JSON; every answer says the hub's time. */

/** Most entries in one request, by version. */
export const BATCH_LIMIT = { 1: 500, 2: 1000, 3: 1000 } as const satisfies Record<WireVersion, number>;

const version = v.picklist(
	WIRE_VERSIONS,
	`this hub and this kiosk speak different versions; this one speaks ${WIRE_VERSIONS.join(' and ')}`,
);
/** What a paired machine is: a kiosk that visitors touch, a lobby display, a tablet of the desk. */
export const DEVICE_KINDS = ['kiosk', 'lobby', 'desk'] as const;
export type DeviceKind = (typeof DEVICE_KINDS)[number];
const FIRST_KINDS = ['kiosk', 'lobby'] as const;

const counter = integer(0, Number.MAX_SAFE_INTEGER);

export const ChainHeadSchema = v.object({ seq: counter, hash: hexId(32) });

const entriesRequest = <V extends WireVersion>(spoken: V) => ({
	v: v.literal(spoken),
	outboxId: hexId<OutboxId>(16),
	entries: v.pipe(v.array(v.unknown()), v.maxLength(BATCH_LIMIT[spoken])),
	/** Last entry the kiosk has ever written. */
	head: ChainHeadSchema,
	/** P-256 signature (raw r‖s, base64url) over `headStatement`. */
	headSignature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/)),
});

/** Number of the oldest entry that the kiosk still holds; head.seq + 1 where it holds none [S7]. */
const oldest = integer(1, Number.MAX_SAFE_INTEGER);

/** Kiosk → hub: entries in order of seq, and what the kiosk says of its outbox, signed with the device key [S9]. */
export const EntriesRequestSchema = v.variant('v', [
	v.object(entriesRequest(1)),
	v.object({ ...entriesRequest(2), oldest }),
	v.object({ ...entriesRequest(3), oldest }),
]);
export type EntriesRequest = v.InferOutput<typeof EntriesRequestSchema>;
/** In the newest version. */
export type NewestEntriesRequest = Extract<EntriesRequest, { v: typeof WIRE_VERSION }>;

/** Receipt (回执): the hub's last word on one entry [S5]. */
export const OUTCOMES = ['recorded', 'duplicate', 'conflicting', 'quarantined'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const ReceiptSchema = v.object({
	entryId: entryIdSchema,
	seq: integer(1, Number.MAX_SAFE_INTEGER),
	outcome: v.picklist(OUTCOMES),
	/** Why it is quarantined. */
	reason: v.optional(line(80)),
});
export type Receipt = v.InferOutput<typeof ReceiptSchema>;

/** An entry that the hub could not even read: set aside on the kiosk, visibly; the rest go on [S8]. */
export const RejectionSchema = v.object({
	seq: integer(1, Number.MAX_SAFE_INTEGER),
	field: v.string(),
	problem: v.string(),
});
export type Rejection = v.InferOutput<typeof RejectionSchema>;

export const EntriesResponseSchema = v.object({
	v: version,
	hubTime: Instant,
	receipts: v.array(ReceiptSchema),
	rejections: v.array(RejectionSchema),
	/** What the hub holds of this outbox after this request. */
	head: ChainHeadSchema,
	/** The hub lacks entries before those sent: send from here. Null in order. */
	resendFrom: v.nullable(integer(1, Number.MAX_SAFE_INTEGER)),
});
export type EntriesResponse = v.InferOutput<typeof EntriesResponseSchema>;

/** Hub → kiosk: all records (`reset`) or those changed since the cursor, and the cursor to ask with next [S14]. */
export const ChangesResponseSchema = v.object({
	v: version,
	hubTime: Instant,
	/** The cursor was too old or another hub's: forget the cache and start from these. */
	reset: v.boolean(),
	records: v.array(PublishedSchema),
	cursor: counter,
	/** Ask again at once. */
	more: v.boolean(),
});
export type ChangesResponse = v.InferOutput<typeof ChangesResponseSchema>;

/** What the hub knows of the asking device: its own name, and the keys of its session codes by UTC date. */
const deviceSelf = <V extends WireVersion, const K extends readonly string[]>(spoken: V, kinds: K) => ({
	v: v.literal(spoken),
	hubTime: Instant,
	deviceId: hexId<DeviceId>(8),
	venueId: slug<VenueId>(),
	name: line(60),
	kind: v.picklist(kinds),
	/** Where phones reach the hub: origin without a trailing slash. */
	origin: v.pipe(v.string(), v.url()),
	/** 32-byte keys as hex, today's and a few to come. */
	dayKeys: v.record(v.string(), hexId(32)),
});
export const DeviceSelfSchema = v.variant('v', [
	v.object(deviceSelf(1, FIRST_KINDS)),
	v.object(deviceSelf(2, FIRST_KINDS)),
	v.object(deviceSelf(3, DEVICE_KINDS)),
]);
export type DeviceSelf = v.InferOutput<typeof DeviceSelfSchema>;

/** SPKI of an uncompressed P-256 public key, base64url (WebCrypto's `spki` export). */
export const PublicKeySpki = v.pipe(
	v.string(),
	v.regex(/^[A-Za-z0-9_-]{122}$/, 'must be a P-256 SPKI in base64url'),
);

/** What a machine last was that is like new: its browser has thrown the ledger away. What it says, not what is known. */
export const LostStoreSchema = v.object({
	deviceId: hexId<DeviceId>(8),
	outboxId: hexId<OutboxId>(16),
	/** The last entry that it knows to have written. */
	seq: counter,
});
export type LostStore = v.InferOutput<typeof LostStoreSchema>;

const pairingRequest = <V extends WireVersion, const K extends readonly string[]>(spoken: V, kinds: K) => ({
	v: v.literal(spoken),
	publicKey: PublicKeySpki,
	kind: v.picklist(kinds),
	/** From a one-time link; without it the answer holds a code that staff approve. */
	token: v.optional(hexId(16)),
});
export const PairingRequestSchema = v.variant('v', [
	v.object(pairingRequest(1, FIRST_KINDS)),
	v.object(pairingRequest(2, FIRST_KINDS)),
	v.object({ ...pairingRequest(3, DEVICE_KINDS), lost: v.optional(LostStoreSchema) }),
]);
export type PairingRequest = v.InferOutput<typeof PairingRequestSchema>;

/** Answers to a pairing request and to asking how it stands. */
export const PairingStateSchema = v.variant('state', [
	v.object({
		v: version,
		state: v.literal('waiting'),
		pairingId: hexId(16),
		/** Six digits that staff type. */
		code: v.pipe(v.string(), v.regex(/^\d{6}$/)),
		expiresAt: Instant,
		hubTime: Instant,
	}),
	v.object({
		v: version,
		state: v.literal('paired'),
		deviceId: hexId<DeviceId>(8),
		venueId: slug<VenueId>(),
		hubTime: Instant,
	}),
	v.object({ v: version, state: v.literal('expired'), hubTime: Instant }),
]);
export type PairingState = v.InferOutput<typeof PairingStateSchema>;

/** Asking for a device session: POST …/device/challenge, then POST …/device/session with the signature over it. */
export const ChallengeSchema = v.object({ v: version, challenge: v.string(), hubTime: Instant });
export const SessionRequestSchema = v.object({
	v: version,
	deviceId: hexId<DeviceId>(8),
	challenge: v.pipe(v.string(), v.maxLength(200)),
	/** P-256 signature (raw r‖s, base64url) over `sessionStatement`. */
	signature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/)),
});

export { LeaseAnswerSchema, LeaseRequestSchema } from './leases.ts';

/** What every refused request answers. `field` names what is wrong, `hint` the way out. */
export const ProblemSchema = v.object({
	error: v.string(),
	message: v.string(),
	field: v.optional(v.string()),
	hint: v.optional(v.string()),
});
export type Problem = v.InferOutput<typeof ProblemSchema>;

/** The texts that a device signs; ASN.1-free so that both sides build them from the same words. */
export const headStatement = (outboxId: OutboxId, head: { seq: number; hash: string }): string =>
	`gongzhan head ${outboxId} ${head.seq} ${head.hash}`;
export const sessionStatement = (deviceId: DeviceId, challenge: string): string =>
	`gongzhan session ${deviceId} ${challenge}`;

/** A line of the live stream (SSE `event: change`): something at this venue has reached this revision. */
export const LiveEventSchema = v.object({ rev: counter });
