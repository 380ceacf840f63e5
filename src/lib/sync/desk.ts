import * as v from 'valibot';
import type { DeviceId } from '../base/id.ts';
import { PinLockSchema, SealedDeskRosterSchema } from '../domain/desk-roster-seal.ts';
import { hexId, Instant, integer } from '../domain/shapes.ts';
import { PublicKeySpki } from './wire.ts';

/**
 * How a desk tablet gets its sealed roster; a kiosk, one without names, so that a PIN can raise an emergency there. Lobby displays are
 * refused. Since version 3 of the wire.
 */

const version = v.picklist([3], 'desk tablets speak version 3');

export const DeskRosterRequestSchema = v.object({
	v: version,
	/** The tablet's key for agreements, apart from the one it signs with. */
	agreementKey: PublicKeySpki,
	/** P-256 signature (raw r‖s, base64url) over `deskStatement`: a copied cookie is not enough. */
	signature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/)),
	/** `mark` of the roster that the tablet holds, with its locks. */
	known: v.optional(hexId(16)),
	/** Wrong PINs since the last that was right. */
	wrong: integer(0, 1_000_000),
});
export type DeskRosterRequest = v.InferOutput<typeof DeskRosterRequestSchema>;

export const DeskRosterAnswerSchema = v.variant('state', [
	/** What the tablet holds is what the hub would send. */
	v.object({ v: version, hubTime: Instant, state: v.literal('same') }),
	v.object({
		v: version,
		hubTime: Instant,
		state: v.literal('new'),
		mark: hexId(16),
		/** Hub time after which the tablet deletes it. */
		until: Instant,
		/** The hub's half of the agreement, for this answer alone. */
		hubKey: PublicKeySpki,
		sealed: SealedDeskRosterSchema,
		/** One for each member of staff who has a PIN and works here. */
		locks: v.array(PinLockSchema),
	}),
]);
export type DeskRosterAnswer = v.InferOutput<typeof DeskRosterAnswerSchema>;

export const deskStatement = (deviceId: DeviceId, agreementKey: string): string =>
	`gongzhan desk ${deviceId} ${agreementKey}`;
