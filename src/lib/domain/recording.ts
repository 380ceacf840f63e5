import * as v from 'valibot';
import { integer } from './shapes.ts';

/** A visitor's own story (我来讲), told at a kiosk: how long it may be, how long it is kept, and when there is room for one. */

/** A kiosk stops by itself. */
export const RECORDING_MS = 60_000;
/** The hub allows for a machine that stops late. */
export const LONGEST_RECORDING_MS = 65_000;
/** Shorter than this nobody has said anything. */
export const SHORTEST_RECORDING_MS = 1_000;
/** Of a sealed one; 60 s of Opus at 48 kbit/s are half of it. Its text still fits into one request. */
export const MOST_SEALED_BYTES = 700_000;

/** What a venue says that turns it on. */
export const RecordingSettingSchema = v.object({
	/** One that no editor has decided about is deleted so many days after it was told. */
	keepDays: v.optional(integer(1, 365), 30),
});
export type RecordingSetting = v.InferOutput<typeof RecordingSettingSchema>;

const DAY = 86_400_000;

/** When one that nobody has decided about goes: as the visitor was told, whatever the venue says later. */
export const recordingEnds = (at: number, keepDays: number): number => at + keepDays * DAY;

/** What the hub makes of one. */
export const RECORDING_OUTCOMES = [
	/** It is with the hub, now or since long. */
	'taken',
	/** It came otherwise than it was sent. */
	'damaged',
	/** Sealed for another hub, or for another venue. */
	'unreadable',
	'not-sound',
	'too-long',
	/** There is another of this id. */
	'other-content',
] as const;
export type RecordingOutcome = (typeof RECORDING_OUTCOMES)[number];

/** What a kiosk does after the hub's word: forget it, send it again, or set it aside for staff to see. */
export function afterAnswer(outcome: RecordingOutcome, intactHere: boolean): 'forget' | 'again' | 'aside' {
	if (outcome === 'taken') return 'forget';
	return outcome === 'damaged' && intactHere ? 'again' : 'aside';
}

/** Unsent ones on one machine. */
export const MOST_HELD = 100;
/** Left for what matters more: check-ins stop where the disk is full. */
export const ROOM_LEFT_BYTES = 100_000_000;

/** May one more be recorded? `free`: bytes that the browser would still give; null where it does not say. */
export function roomForOne(held: number, free: number | null): 'yes' | 'many' | 'full' {
	if (held >= MOST_HELD) return 'many';
	return free !== null && free < ROOM_LEFT_BYTES + MOST_SEALED_BYTES ? 'full' : 'yes';
}

/** Whole seconds that are left, and the share of the ring that stands for them. */
export function timeLeft(spokenMs: number): { readonly seconds: number; readonly share: number } {
	const left = Math.max(0, RECORDING_MS - spokenMs);
	return { seconds: Math.ceil(left / 1000), share: left / RECORDING_MS };
}

/** How loud a moment is, 0 to 1, of samples from −1 to 1: by decibels, from a quiet room to a voice close by. */
export function loudness(samples: Float32Array): number {
	let sum = 0;
	for (const sample of samples) sum += sample * sample;
	const decibels = 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-10);
	return Math.min(1, Math.max(0, (decibels + 60) / 50));
}
