import * as v from 'valibot';
import type { RecordingId } from '../base/id.ts';
import { MOST_SEALED_BYTES, RECORDING_OUTCOMES } from '../domain/recording.ts';
import { hexId, Instant, integer } from '../domain/shapes.ts';
import { WIRE_VERSIONS } from './versions.ts';

/** Device → hub: a visitor's recording, whole and sealed [S21]. */
export const RecordingSchema = v.object({
	v: v.picklist(WIRE_VERSIONS),
	id: hexId<RecordingId>(16),
	/** Corrected time at which it was told. */
	at: Instant,
	/** As the visitor was told. */
	keepDays: integer(1, 365),
	/** That of the screen. */
	language: v.picklist(['zh', 'en']),
	/** Of the sealed bytes. */
	sha256: hexId(32),
	sealed: v.pipe(
		v.string(),
		v.maxLength(Math.ceil((MOST_SEALED_BYTES * 4) / 3)),
		v.regex(/^[A-Za-z0-9_-]+$/, 'must be base64url'),
	),
});
export type SentRecording = Omit<v.InferOutput<typeof RecordingSchema>, 'v'>;

/** Hub → device: its receipt. Only `taken` lets the device forget it. */
export const RecordingAnswerSchema = v.object({
	v: v.picklist(WIRE_VERSIONS),
	hubTime: Instant,
	outcome: v.picklist(RECORDING_OUTCOMES),
});
