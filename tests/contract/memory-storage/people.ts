import type { PassStore, PeopleStore } from '../../../src/lib/server/storage/people-port.ts';
import { askedKeys } from '../../../src/lib/domain/asked-keys.ts';
import { searchKeys } from '../../../src/lib/server/search-keys.ts';
import type { MemberId } from '../../../src/lib/base/id.ts';
import { keyOf, type Draft } from './data.ts';
import type { AtOnce } from './at-once.ts';

const by =
	<R>(key: (row: R) => string) =>
	(a: R, b: R): number =>
		key(a) < key(b) ? -1 : 1;

export function peopleStore(draft: Draft): AtOnce<PeopleStore> {
	const members = draft.rows('member');
	const enrollments = draft.rows('enrollment');
	const signUps = draft.rows('signUp');
	const venues = draft.rows('venue');
	const enrolled: AtOnce<PeopleStore>['enrolled'] = (venueId, offeringId) =>
		enrollments
			.all()
			.filter((row) => row.venueId === venueId && row.offeringId === offeringId)
			.map((row) => members.get(row.memberId)!)
			.sort(by((row) => row.number));
	return {
		member: (memberId) => members.get(memberId) ?? null,
		byNumber: (number) => members.all().find((row) => row.number === number) ?? null,
		search(query, limit, among) {
			const people = among ? enrolled(among.venueId, among.offeringId) : members.all();
			const found = askedKeys(query).flatMap((asked) =>
				people
					.flatMap((member) => searchKeys(member).map((key) => ({ key, member })))
					.filter(({ key }) => key.startsWith(asked))
					.sort(by(({ key, member }) => keyOf(key, member.memberId)))
					.map(({ member }) => member),
			);
			return [...new Set(found)].slice(0, limit);
		},
		// Its keys are made when they are asked for.
		rekey: (after, limit) =>
			members
				.all()
				.map((row) => row.memberId)
				.filter((id) => id > after)
				.sort()
				.slice(0, limit)
				.at(-1) ?? null,
		dropGuests(before) {
			const held = (['enrollment', 'pass', 'liveKey', 'claim', 'phone', 'calendar'] as const).flatMap(
				(name) =>
					draft
						.rows(name)
						.all()
						.map((row) => row.memberId),
			);
			members.deleteWhere(
				({ guest, guestSince = Infinity, memberId }) =>
					guest === true && guestSince < before && !held.includes(memberId),
			);
		},
		put(member) {
			if (members.all().some((row) => row.number === member.number && row.memberId !== member.memberId))
				throw new Error(`member has a number ${member.number} already`);
			members.put(member.memberId, member);
		},
		erase(memberId) {
			const buried = draft.rows('erasedPass');
			const of = (row: { readonly memberId: MemberId }) => row.memberId === memberId;
			for (const { serial, keyId, lastDay } of draft.rows('pass').all().filter(of))
				buried.put(keyOf(memberId, serial), { memberId, serial, keyId, lastDay });
			for (const { serial, lastDay } of draft.rows('liveKey').all().filter(of))
				buried.put(keyOf(memberId, serial), { memberId, serial, keyId: null, lastDay });
			for (const table of [
				'enrollment',
				'pass',
				'liveKey',
				'claim',
				'phone',
				'calendar',
				'memberUnion',
				'member',
			] as const)
				draft.rows(table).deleteWhere(of);
		},
		count: () => members.all().length,
		ofUnions: (unions, limit) =>
			members
				.all()
				.filter(({ union }) => union !== null && unions.includes(union))
				.sort(by((row) => row.number))
				.slice(0, limit),
		enroll: (venueId, offeringId, memberId) =>
			enrollments.put(keyOf(venueId, offeringId, memberId), { venueId, offeringId, memberId }),
		enrolled,
		enrolledCount: (venueId, offeringId) => enrolled(venueId, offeringId).length,
		offeringsOf: (venueId, memberId) =>
			enrollments
				.all()
				.filter((row) => row.venueId === venueId && row.memberId === memberId)
				.map((row) => row.offeringId)
				.sort(),
		venuesOf: (memberId) => [
			...new Set(
				enrollments
					.all()
					.filter((row) => row.memberId === memberId)
					.map((row) => row.venueId),
			),
		],
		rosterVenues(memberId) {
			const waits = signUps.all().filter((row) => row.memberId === memberId && row.status === 'waiting');
			const enrolledIn = enrollments.all().filter((row) => row.memberId === memberId);
			const everywhere = members.get(memberId)?.barred ? venues.all() : [];
			return [...new Set([...waits, ...enrolledIn, ...everywhere].map((row) => row.venueId))].sort();
		},
		onRoster: (venueId, after, limit) => {
			const told = new Set(
				[...enrollments.all(), ...signUps.all().filter((row) => row.status === 'waiting')]
					.filter((row) => row.venueId === venueId)
					.map((row) => row.memberId),
			);
			return members
				.all()
				.filter((row) => row.memberId > after && (row.barred || told.has(row.memberId)))
				.sort(by((row) => row.memberId))
				.slice(0, limit);
		},
		enrolledAnywhere(venueId, after, limit) {
			const ids = new Set(
				enrollments
					.all()
					.filter((row) => row.venueId === venueId)
					.map((row) => row.memberId),
			);
			return [...ids]
				.filter((id) => id > after)
				.sort()
				.slice(0, limit)
				.map((id) => members.get(id)!);
		},
	};
}

export function passStore(draft: Draft): AtOnce<PassStore> {
	const passes = draft.rows('pass');
	const works = (day: number) => passes.all().filter((row) => row.revokedAt === null && row.lastDay >= day);
	return {
		latest: (memberId) =>
			passes
				.all()
				.filter((row) => row.memberId === memberId)
				.sort((a, b) => b.serial - a.serial)[0] ?? null,
		issue: (pass) => passes.insert(keyOf(pass.memberId, pass.serial), pass),
		revoke(memberId, serial, at) {
			const pass = passes.get(keyOf(memberId, serial));
			if (pass) passes.put(keyOf(memberId, serial), { ...pass, revokedAt: at });
		},
		revokedSince: (day) => [
			...draft
				.rows('erasedPass')
				.all()
				.flatMap(({ memberId, serial, keyId, lastDay }) =>
					keyId !== null && lastDay >= day ? [{ memberId, serial, keyId }] : [],
				),
			...passes
				.all()
				.filter((row) => row.revokedAt !== null && row.lastDay >= day)
				.map(({ memberId, serial, keyId }) => ({ memberId, serial, keyId })),
		],
		signedWith: (keyId, day, limit) =>
			works(day)
				.filter((row) => row.keyId === keyId)
				.sort(by((row) => row.memberId))
				.slice(0, limit)
				.map(({ memberId, serial }) => ({ memberId, serial })),
		countByKey(day) {
			const counts = new Map<number, number>();
			for (const { keyId } of works(day)) counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
			return counts;
		},
	};
}
