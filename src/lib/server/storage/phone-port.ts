import type { MemberId } from '../../base/id.ts';

/** A phone on which somebody has claimed their pass. */
export interface PhoneRow {
	readonly phoneId: string;
	readonly memberId: MemberId;
	/** SHA-256 of its cookie's value. */
	readonly tokenHash: string;
	/** What kind of phone it is, as its browser says. */
	readonly name: string;
	readonly openedAt: number;
	readonly seenAt: number;
	readonly expiresAt: number;
}

export interface PhoneStore {
	open(row: PhoneRow): Promise<void>;
	/** The phone with this cookie, unless its time is over. */
	byToken(tokenHash: string, now: number): Promise<PhoneRow | null>;
	saw(phoneId: string, at: number, expiresAt: number): Promise<void>;
	/** A person's phones, the one seen last first. */
	ofMember(memberId: MemberId): Promise<PhoneRow[]>;
	end(memberId: MemberId, phoneId: string): Promise<void>;
	/** Signs out every phone of a person. */
	endAll(memberId: MemberId): Promise<void>;
	/** Which one of a person's calendar addresses is good; 0 where none was made. */
	calendar(memberId: MemberId): Promise<number>;
	setCalendar(memberId: MemberId, generation: number): Promise<void>;
	/** Deletes sessions that are over. */
	sweep(now: number): Promise<void>;
}
