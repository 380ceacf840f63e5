import type { MemberId } from '../../base/id.ts';
import { headsOf, type Attendance } from '../../domain/attendance.ts';
import { attendedMinutes, type Attended } from '../../domain/hours.ts';
import type { SessionReport, UnionSums } from '../storage/report-port.ts';

/** What the people of a session add up to. */

/** Everybody for whom these stand, each times what `of` says; a group comes, is late and goes as one. */
export const heads = (
	rows: readonly { readonly attendance: Attendance }[],
	of: (attendance: Attendance) => number = () => 1,
): number => rows.reduce((sum, { attendance }) => sum + headsOf(attendance) * of(attendance), 0);

/** That people have been in a session until `now`, together. */
export const minutesSoFar = (
	session: Attended['session'],
	rows: readonly { readonly attendance: Attendance }[],
	now: number,
): number => heads(rows, (attendance) => attendedMinutes(session, attendance, now));

/** The same people by union: together they are the numbers of the session's row, those of a cancelled class without its seats. */
export function unionSums(
	kind: SessionReport['kind'],
	session: Attended['session'],
	present: readonly { readonly memberId: MemberId; readonly attendance: Attendance }[],
	enrolled: ReadonlySet<MemberId>,
	named: ReadonlyMap<MemberId, string>,
): UnionSums[] {
	const unionOf = (memberId: MemberId): string => named.get(memberId) ?? '';
	const expected = Map.groupBy(kind === 'class' ? enrolled : [], unionOf);
	const came = Map.groupBy(present, ({ memberId }) => unionOf(memberId));
	return [...new Set([...expected.keys(), ...came.keys()])].sort().map((union) => {
		const theirs = came.get(union) ?? [];
		const there = heads(theirs);
		return {
			...{ union, enrolled: expected.get(union)?.length ?? 0, came: there },
			seated: kind === 'class' ? theirs.filter(({ memberId }) => enrolled.has(memberId)).length : 0,
			late: heads(theirs.filter(({ attendance }) => attendance.late)),
			visits: kind === 'visits' ? there : 0,
			minutes: kind === 'visits' ? 0 : minutesSoFar(session, theirs, Infinity),
		};
	});
}
