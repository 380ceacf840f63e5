import type { RecordKind } from '../../sync/records.ts';

/** Kinds that the board is made of, read first. */
export const BOARD_KINDS = [
	'venue',
	'room',
	'programme',
	'course',
	'offering',
	'session',
	'tally',
	'notice',
	'emergency',
	'screen',
] as const satisfies RecordKind[];

/** Kinds that the exhibition is made of: they can wait until the board is painted. */
export const EXHIBITION_KINDS = [
	'honoree',
	'method',
	'heritage',
	'story',
	'milestone',
	'scroll',
	'scene',
	'work',
	'media',
] as const satisfies RecordKind[];
