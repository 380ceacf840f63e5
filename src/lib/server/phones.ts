import type { MemberId } from '../base/id.ts';

/** A phone on which somebody has claimed their pass: it stays signed in for as long as it is used. */
export interface Phone {
	readonly id: string;
	readonly memberId: MemberId;
	/** What kind of phone it is: `iPhone · WeChat`. */
	readonly name: string;
	readonly openedAt: number;
	readonly seenAt: number;
}

export interface PhoneService {
	/** `browser`: its `user-agent`. The token is the cookie's value. */
	open(memberId: MemberId, browser: string): Promise<{ token: string; phone: Phone }>;
	bySession(token: string): Promise<Phone | null>;
	/** A person's phones, the one seen last first. */
	list(memberId: MemberId): Promise<Phone[]>;
	/** Signs out one of a person's phones; its live pass dies. `by`: `member:ID`, or `staff:ID`. */
	end(memberId: MemberId, phoneId: string, by: string): Promise<void>;
	/**
	 * The same, and the pass that was kept there for want of a live one dies too, printed or not, and the calendar's address:
	 * other phones get new ones.
	 */
	lose(memberId: MemberId, phoneId: string, by: string): Promise<void>;
	/** The secret part of the address of a person's calendar; made when first asked for, the same until it is renewed. */
	calendar(memberId: MemberId): Promise<string>;
	/** A new address; the one before no longer works. */
	renewCalendar(memberId: MemberId): Promise<string>;
	/** Whose calendar it is; null where it is nobody's, or no longer. */
	byCalendar(token: string): Promise<MemberId | null>;
}
