import { err, ok, type Result } from '../base/result.ts';
import type { Attendance } from '../domain/attendance.ts';
import { appendCorrection, presenceOf } from './by-hand.ts';
import type { Context } from './context.ts';
import type { Staff } from './hub.ts';
import type { NotSettled, Word } from './inbox-shapes.ts';
import type { Tx } from './storage/port.ts';
import type { VenueId } from '../base/id.ts';

/** Staff's word over a conflict: a correction that has seen every fact it decides about. */
export async function settle(
	tx: Tx,
	context: Context,
	by: Staff,
	venueId: VenueId,
	word: Word,
): Promise<Result<Attendance, NotSettled>> {
	const current = await tx.attendance.of(venueId, word);
	if (!current?.conflict) return err('settled-already');
	const saw = new Set(word.saw);
	if (current.conflict.entries.some((entryId) => !saw.has(entryId))) return err('changed-meanwhile');
	// Which of their comings counts says nothing of when they left.
	const known = word.present ? await presenceOf(tx, venueId, word) : [];
	for (const { entryId, fact } of known) if (fact.kind === 'check-out') saw.delete(entryId);
	return ok((await appendCorrection(tx, context, by, venueId, { ...word, saw: [...saw] })).attendance);
}
