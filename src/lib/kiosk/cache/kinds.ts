import type { RecordKind } from '../../sync/records.ts';

/** Kinds that the board is made of, read first; and those that can wait until it is painted. */
export const BOARD_KINDS = [
	'venue',
	'room',
	'programme',
	'course',
	'offering',
	'session',
	'tally',
] as const satisfies RecordKind[];
export const LATER_KINDS = ['honoree'] as const satisfies RecordKind[];
