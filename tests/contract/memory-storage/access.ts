import type { DeviceStore, PairingStore, StaffStore } from '../../../src/lib/server/storage/access-port.ts';
import type { StaffId } from '../../../src/lib/base/id.ts';
import type { Draft } from './data.ts';
import type { AtOnce } from './at-once.ts';

export function deviceStore(draft: Draft): AtOnce<DeviceStore> {
	const devices = draft.rows('device');
	const sessions = draft.rows('deviceSession');
	return {
		get: (deviceId) => devices.get(deviceId) ?? null,
		byKey: (venueId, publicKey) =>
			devices.all().find((row) => row.venueId === venueId && row.publicKey === publicKey) ?? null,
		ofVenue: (venueId) =>
			devices
				.all()
				.filter((row) => row.venueId === venueId)
				.sort((a, b) => a.pairedAt - b.pairedAt),
		put(row) {
			const known = devices.get(row.deviceId) ?? row;
			devices.put(row.deviceId, { ...row, venueId: known.venueId, publicKey: known.publicKey });
		},
		saw(deviceId, at) {
			const row = devices.get(deviceId);
			if (row) devices.put(deviceId, { ...row, lastSeenAt: at });
		},
		openSession: (tokenHash, deviceId, expiresAt) => sessions.insert(tokenHash, { deviceId, expiresAt }),
		bySession(tokenHash, now) {
			const session = sessions.get(tokenHash);
			return session && session.expiresAt > now ? (devices.get(session.deviceId) ?? null) : null;
		},
		endSessions: (deviceId) => sessions.deleteWhere((row) => row.deviceId === deviceId),
		sweep: (now) => sessions.deleteWhere((row) => row.expiresAt <= now),
	};
}

export function pairingStore(draft: Draft): AtOnce<PairingStore> {
	const pairings = draft.rows('pairing');
	const links = draft.rows('pairingLink');
	return {
		get: (pairingId) => pairings.get(pairingId) ?? null,
		waiting: (now) => pairings.all().filter((row) => row.deviceId === null && row.expiresAt > now),
		put(row) {
			const known = pairings.get(row.pairingId) ?? row;
			pairings.put(row.pairingId, { ...known, deviceId: row.deviceId, venueId: row.venueId });
		},
		link: (tokenHash) => links.get(tokenHash) ?? null,
		putLink(row) {
			const known = links.get(row.tokenHash) ?? row;
			links.put(row.tokenHash, { ...known, usedBy: row.usedBy });
		},
		sweep(now) {
			pairings.deleteWhere((row) => row.expiresAt <= now);
			links.deleteWhere((row) => row.expiresAt <= now);
		},
	};
}

export function staffStore(draft: Draft): AtOnce<StaffStore> {
	const staff = draft.rows('staff');
	const sessions = draft.rows('staffSession');
	const invites = draft.rows('invite');
	const pins = draft.rows('deskPin');
	const byLogin: AtOnce<StaffStore>['byLogin'] = (login) =>
		staff.all().find((row) => row.login === login) ?? null;
	return {
		get: (staffId) => staff.get(staffId) ?? null,
		byLogin,
		all: () => staff.all().sort((a, b) => (a.login < b.login ? -1 : 1)),
		hasOperator: () => staff.all().some((row) => row.role === 'operator' && row.offAt === null),
		add(row) {
			if (byLogin(row.login)) throw new Error(`staff has a login ${row.login} already`);
			staff.insert(row.staffId, row);
		},
		put({ staffId, login: _login, createdAt: _createdAt, ...row }) {
			const known = staff.get(staffId);
			if (known) staff.put(staffId, { ...known, ...row });
		},
		openSession: (tokenHash, staffId, expiresAt) => sessions.insert(tokenHash, { staffId, expiresAt }),
		bySession(tokenHash, now) {
			const session = sessions.get(tokenHash);
			const row = session && session.expiresAt > now ? staff.get(session.staffId)! : null;
			return row?.offAt === null ? { staff: row, expiresAt: session!.expiresAt } : null;
		},
		sessions(now) {
			const counts = new Map<StaffId, number>();
			for (const { staffId, expiresAt } of sessions.all())
				if (expiresAt > now) counts.set(staffId, (counts.get(staffId) ?? 0) + 1);
			return counts;
		},
		prolong(tokenHash, expiresAt) {
			const session = sessions.get(tokenHash);
			if (session) sessions.put(tokenHash, { ...session, expiresAt });
		},
		endSession(tokenHash) {
			const session = sessions.get(tokenHash);
			sessions.deleteWhere((row) => row === session);
		},
		endSessions: (staffId) => sessions.deleteWhere((row) => row.staffId === staffId),
		invite: (tokenHash) => invites.get(tokenHash) ?? null,
		invites: (now) =>
			invites
				.all()
				.filter((row) => row.usedAt === null && row.expiresAt > now)
				.sort((a, b) => a.expiresAt - b.expiresAt || (a.tokenHash < b.tokenHash ? -1 : 1)),
		dropInvite: (tokenHash) =>
			invites.deleteWhere((row) => row.tokenHash === tokenHash && row.usedAt === null),
		dropResets: (staffId) => invites.deleteWhere((row) => row.staffId === staffId && row.usedAt === null),
		putInvite(row) {
			const known = invites.get(row.tokenHash) ?? row;
			invites.put(row.tokenHash, { ...known, usedAt: row.usedAt });
		},
		dropOperatorInvites: () =>
			invites.deleteWhere((row) => row.role === 'operator' && row.staffId === null && row.usedAt === null),
		putPin: (row) => pins.put(row.staffId, row),
		dropPin: (staffId) => pins.deleteWhere((row) => row.staffId === staffId),
		pins: () =>
			pins
				.all()
				.map((pin) => ({ staff: staff.get(pin.staffId)!, pin }))
				.filter((row) => row.staff.offAt === null)
				.sort((a, b) => (a.pin.staffId < b.pin.staffId ? -1 : 1)),
		sweep(now) {
			sessions.deleteWhere((row) => row.expiresAt <= now);
			invites.deleteWhere((row) => row.expiresAt <= now);
		},
	};
}
