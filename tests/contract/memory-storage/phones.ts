import type { PhoneStore } from '../../../src/lib/server/storage/phone-port.ts';
import type { AtOnce } from './at-once.ts';
import type { Draft } from './data.ts';

export function phoneStore(draft: Draft): AtOnce<PhoneStore> {
	const phones = draft.rows('phone');
	const calendars = draft.rows('calendar');
	return {
		open(row) {
			if (phones.all().some(({ tokenHash }) => tokenHash === row.tokenHash))
				throw new Error('phone has this token already');
			phones.insert(row.phoneId, row);
		},
		byToken: (tokenHash, now) =>
			phones.all().find((row) => row.tokenHash === tokenHash && row.expiresAt > now) ?? null,
		saw(phoneId, seenAt, expiresAt) {
			const row = phones.get(phoneId);
			if (row) phones.put(phoneId, { ...row, seenAt, expiresAt });
		},
		ofMember: (memberId) =>
			phones
				.all()
				.filter((row) => row.memberId === memberId)
				.sort((a, b) => b.seenAt - a.seenAt || (a.phoneId < b.phoneId ? -1 : 1)),
		end: (memberId, phoneId) =>
			phones.deleteWhere((row) => row.memberId === memberId && row.phoneId === phoneId),
		endAll: (memberId) => phones.deleteWhere((row) => row.memberId === memberId),
		calendar: (memberId) => calendars.get(memberId)?.generation ?? 0,
		setCalendar: (memberId, generation) => calendars.put(memberId, { memberId, generation }),
		sweep: (now) => phones.deleteWhere((row) => row.expiresAt <= now),
	};
}
