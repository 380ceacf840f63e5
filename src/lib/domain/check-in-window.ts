import type { Meeting } from './catalogue.ts';
import type { MeetingPolicy } from './policy-for.ts';
import { isBefore } from './tri.ts';

/** Where check-in for a meeting stands, as far as the clock can tell. */
export type Window = 'early' | 'open' | 'over' | 'unknown';

const MINUTE = 60_000;

export const opensAt = ({ session }: Meeting, { opensBefore }: Pick<MeetingPolicy, 'opensBefore'>): number =>
	session.startsAt - opensBefore * MINUTE;

/** Never after the end. */
export const closesAt = (
	{ session }: Meeting,
	{ closesAfter }: Pick<MeetingPolicy, 'closesAfter'>,
): number =>
	closesAfter === undefined
		? session.endsAt
		: Math.min(session.endsAt, session.startsAt + closesAfter * MINUTE);

export function windowOf(
	meeting: Meeting,
	policy: Pick<MeetingPolicy, 'opensBefore' | 'closesAfter'>,
	{ now, uncertainty }: { readonly now: number; readonly uncertainty: number },
): Window {
	const early = isBefore(now, opensAt(meeting, policy), uncertainty);
	if (early === 'yes') return 'early';
	const open = isBefore(now, closesAt(meeting, policy), uncertainty);
	if (open === 'no') return 'over';
	return early === 'unknown' || open === 'unknown' ? 'unknown' : 'open';
}
