import * as v from 'valibot';
import { concatBytes, fromBase64Url, toHex, utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import { asId, type MemberId, type OfferingId } from '../base/id.ts';
import { verifySignature } from '../base/signature.ts';
import type { PassReading } from './pass-body.ts';
import { integer, line, slug } from './shapes.ts';
import { readTicketFields, type TicketFields } from './ticket-fields.ts';

/**
 * Tickets of events that are sold elsewhere, with pretix’s signed secrets (“sig1”). The text is base64, written backwards:
 *
 *   0    scheme, 1
 *   1–2  n, length of the payload, big-endian
 *   3–4  m, length of the signature
 *   5–   n bytes of payload (ticket-fields.ts), then m bytes of Ed25519 signature over it
 *
 * Format: pretix, src/pretix/base/secretgenerators and base/secrets.py.
 */

const fromBase64 = (text: string): Uint8Array | null =>
	text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
		? fromBase64Url(text.replace(/=/g, '').replaceAll('+', '-').replaceAll('/', '_'))
		: null;

/** An Ed25519 key's SubjectPublicKeyInfo (RFC 8410) but for the key itself. */
const SPKI_HEAD = '302a300506032b6570032100';

/** The 32 bytes of a key as pretix gives it, a PEM in base64, or as the PEM itself. Null where it is none. */
export function organiserKey(text: string): Uint8Array | null {
	const packed = fromBase64(text.trim());
	const pem = packed ? new TextDecoder().decode(packed) : text;
	const body = /^-----BEGIN PUBLIC KEY-----\s+([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----\s*$/.exec(
		pem.trim(),
	);
	const der = body && fromBase64(body[1]!.replace(/\s/g, ''));
	return der?.length === 44 && toHex(der.subarray(0, 12)) === SPKI_HEAD ? der.subarray(12) : null;
}

/** Whose tickets are good at a venue, and for which of its classes. */
export const OrganiserSchema = v.object({
	name: line(80),
	publicKey: v.pipe(
		v.string(),
		v.maxLength(1000),
		v.check(
			(text) => organiserKey(text) !== null,
			'must be the public key that pretix shows: a PEM, or one in base64',
		),
	),
	classes: v.pipe(
		v.array(
			v.object({
				/** pretix’s numbers. A class takes every variation and date where none is named. */
				item: integer(1, Number.MAX_SAFE_INTEGER),
				variation: v.optional(integer(1, Number.MAX_SAFE_INTEGER)),
				subevent: v.optional(integer(1, Number.MAX_SAFE_INTEGER)),
				offering: slug<OfferingId>(),
			}),
		),
		v.minLength(1),
	),
});
export type Organiser = v.InferOutput<typeof OrganiserSchema>;

const LONGEST = 400;
/** Scheme 1 and a payload of fewer than 256 bytes: base64 begins with AQ and one of A to D; this is backwards. */
const isTicket = (text: string): boolean =>
	text.length <= LONGEST && /^={0,2}[A-Za-z0-9+/]+[A-D]QA$/.test(text);

/** Serial of every ticket: none that the hub has issued has it. */
const NO_SERIAL = 0;
const [FIRST_DAY, LAST_DAY] = [0, 65_535];

/**
 * Reads a ticket offline; null where the text is nothing of the kind. `dayOf`: the venue’s local date of an instant. Its holder
 * is known by a hash of the ticket’s seed and of nothing else: the hub knows no person.
 */
export function readTicket(
	text: string,
	organisers: readonly Organiser[],
	dayOf: (at: number) => number,
): PassReading | null {
	if (!isTicket(text)) return null;
	const bytes = fromBase64([...text].reverse().join(''));
	const parts = bytes && split(bytes);
	if (!parts) return { ok: false, fault: 'unreadable' };
	const { payload, signature } = parts;
	const organiser = organisers.find(({ publicKey }) =>
		verifySignature(signature, payload, organiserKey(publicKey)!),
	);
	if (!organiser) return { ok: false, fault: 'unknown-issuer' };
	const fields = readTicketFields(payload);
	if (!fields) return { ok: false, fault: 'unreadable' };
	const identity = sha256(
		concatBytes(utf8('gongzhan ticket'), organiserKey(organiser.publicKey)!, utf8(fields.seed)),
	);
	const pass = {
		keyId: 0,
		memberId: asId<MemberId>(toHex(identity.subarray(0, 8))),
		serial: NO_SERIAL,
		firstDay: fields.validFrom ? dayOf(fields.validFrom * 1000) : FIRST_DAY,
		lastDay: fields.validUntil ? dayOf(fields.validUntil * 1000) : LAST_DAY,
		secret: identity.slice(16, 32),
	};
	const offerings = classesOf(organiser, fields);
	return { ok: true, pass, live: 'no', foreign: true, marks: ['foreign-ticket'], offerings };
}

function split(bytes: Uint8Array): { payload: Uint8Array; signature: Uint8Array } | null {
	if (bytes.length < 5 || bytes[0] !== 1) return null;
	const payloadEnd = 5 + bytes[1]! * 256 + bytes[2]!;
	const end = payloadEnd + bytes[3]! * 256 + bytes[4]!;
	if (end !== bytes.length) return null;
	return { payload: bytes.subarray(5, payloadEnd), signature: bytes.subarray(payloadEnd) };
}

const classesOf = ({ classes }: Organiser, ticket: TicketFields): OfferingId[] =>
	classes
		.filter(
			({ item, variation, subevent }) =>
				item === ticket.item &&
				(variation === undefined || variation === ticket.variation) &&
				(subevent === undefined || subevent === ticket.subevent),
		)
		.map(({ offering }) => offering);
