import { asId, type MemberId } from '../../../../src/lib/base/id.ts';

/** A lobby's check-ins come class by class, each person once. */
export const CLASS = 30;
/** What the ids of the bench's own classes begin with. */
export const CLASSES = 'drained-';

/** What the bench asks of each page. */
export interface Drainer {
	/** Caches so many check-ins. `token`: of a one-time pairing link, where the hub wants one. */
	fill(count: number, token: string): Promise<void>;
	/** Sends them; resolves to the milliseconds until all are acknowledged and the page knows it. */
	drain(): Promise<number>;
	/** Still cached. */
	left(): Promise<number>;
}

export const memberIdOf = (n: number): MemberId => asId<MemberId>(n.toString(16).padStart(16, '0'));

/** A check-in as a peer would keep it: the fact alone, without our chain. */
export const plainCheckIn = (n: number) => ({
	id: crypto.randomUUID(),
	sessionId: `session-${n % 40}`,
	memberId: memberIdOf(n) as string,
	serial: 1,
	channel: 'camera',
	at: Date.now(),
});
