import * as v from 'valibot';
import type { Branded } from '../base/id.ts';

/** Schemas of small values that many records share. */

/** An operator's id: 1–64 of a–z, 0–9, dash; no dash at either end. */
export const slug = <T extends Branded<string>>() =>
	v.pipe(
		v.string(),
		v.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'must be 1–64 of a–z, 0–9 and dashes'),
		v.transform((value) => value as T),
	);

/** Exactly `bytes` bytes as lower-case hex. */
export const hexId = <T extends string = string>(bytes: number) =>
	v.pipe(
		v.string(),
		v.regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`), `must be ${bytes * 2} lower-case hex digits`),
		v.transform((value) => value as T),
	);

/** Milliseconds since 1970 UTC. */
export const Instant = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Staff see it no more where they choose; what it was used for stays. */
export const Archived = v.optional(v.boolean());

/** Whole number within bounds. */
export const integer = (min: number, max: number) =>
	v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** Local wall time `HH:MM`, 00:00–24:00. */
export const LocalTime = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be HH:MM'));

/** A short single-line string. */
export const line = (max = 120) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
