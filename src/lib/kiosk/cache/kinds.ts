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
