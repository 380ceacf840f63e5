import type { Attendance, Witnessed } from '../../../src/lib/domain/attendance.ts';

/**
 * Does the conflict (or its absence) follow from the facts? Told apart from the fold, in the words of the rules:
 * what some correction saw is settled; what stands must agree. Null where all is well.
 */
export function conflictFault({ conflict, status }: Attendance, facts: readonly Witnessed[]): string | null {
	const saw = new Set<string>(facts.flatMap(({ fact }) => (fact.kind === 'correction' ? fact.saw : [])));
	const open = facts.filter(({ entryId }) => !saw.has(entryId));
	const checkIns = open.filter(({ fact }) => fact.kind === 'check-in').length;
	const says = (present: boolean): boolean =>
		open.some(({ fact }) => fact.kind === 'correction' && fact.present === present);
	const expected =
		says(true) && says(false)
			? 'corrections-disagree'
			: checkIns > 0 && says(false)
				? 'correction-unseen'
				: checkIns > 1
					? 'admitted-twice'
					: null;
	if ((conflict?.kind ?? null) !== expected)
		return `the conflict is ${conflict?.kind ?? 'none'}, but the facts make ${expected ?? 'none'}`;
	const known = new Set(open.map(({ entryId }) => entryId));
	const stray = conflict?.entries.find((entryId) => !known.has(entryId));
	if (stray) return `the conflict names ${stray}, which is no open fact about this person`;
	if (conflict && conflict.entries.length < 2) return 'one fact alone is in conflict';
	if (open.length > 0 && !conflict && (status === 'present') !== (checkIns > 0 || says(true)))
		return `the status is ${status}`;
	return null;
}
