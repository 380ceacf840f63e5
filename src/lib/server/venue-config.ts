import * as v from 'valibot';
import { err, ok, type Result } from '../base/result.ts';
import { RoomSchema, VenueSchema, type Room, type Venue } from '../domain/venue.ts';
import { contradictions } from './venue-config-cross.ts';
import { explainIssue, unknownFields, type ConfigProblem } from './venue-config-problem.ts';

export type { ConfigProblem } from './venue-config-problem.ts';

/** A venue's configuration file (kiosk-config/): the venue's own record and its rooms. */
export interface VenueConfig {
	readonly venue: Venue;
	readonly rooms: readonly Room[];
}

/** The file's shape: the very schemas that the records are checked with, put together. */
export const VenueConfigSchema = v.object({
	/** Lets an editor complete and check the file while it is written. */
	$schema: v.optional(v.string()),
	...VenueSchema.entries,
	rooms: v.pipe(v.array(RoomSchema), v.minLength(1)),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a venue's configuration. Says everything that is wrong at once: which field, what is the matter with its
 * value, and the way out. `field` is a path such as `rooms[2].floor`; empty where the file as a whole is meant.
 */
export function checkVenueConfig(text: string): Result<VenueConfig, ConfigProblem[]> {
	const file = parseJson(text);
	if (!file.ok) return err([file.error]);
	if (!isObject(file.value))
		return err([
			{
				field: '',
				problem: `the file holds ${kindOf(file.value)}, not an object`,
				hint: 'write { … } with the fields of venue.example.json',
			},
		]);
	const parsed = v.safeParse(VenueConfigSchema, file.value);
	const problems = [
		...(parsed.success ? [] : parsed.issues.map((issue) => explainIssue(issue))),
		...unknownFields(VenueConfigSchema, file.value),
		...contradictions(file.value),
	];
	if (!parsed.success || problems.length > 0) return err(problems);
	const { $schema: _, rooms, ...venue } = parsed.output;
	return ok({ venue, rooms });
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'a list' : JSON.stringify(value));

/** A byte order mark, as Windows editors leave one, is forgiven. */
function parseJson(text: string): Result<unknown, ConfigProblem> {
	try {
		return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
	} catch (cause) {
		return err({
			field: '',
			problem: `the file is not JSON: ${(cause as Error).message}`,
			hint: 'look at that place for a missing or surplus comma, quote or bracket; JSON has no comments',
		});
	}
}
