import type { ClaimStore, LiveKeyStore } from '../../../src/lib/server/storage/claim-port.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft } from './data.ts';

export function claimStore(draft: Draft): AtOnce<ClaimStore> {
	const claims = draft.rows('claim');
	const wrong = draft.rows('wrongClaim');
	return {
		get: (codeHash) => claims.get(codeHash) ?? null,
		put: (row) => claims.put(row.codeHash, row),
		dropUnused: (memberId) => claims.deleteWhere((row) => row.memberId === memberId && row.holder === null),
		dropUsed: (memberId) => claims.deleteWhere((row) => row.memberId === memberId && row.holder !== null),
		wrong: (source) => wrong.get(source) ?? null,
		putWrong: (row) => wrong.put(row.source, row),
		sweep(now) {
			claims.deleteWhere((row) => row.expiresAt <= now);
			wrong.deleteWhere((row) => row.until <= now);
		},
	};
}

export function liveKeyStore(draft: Draft): AtOnce<LiveKeyStore> {
	const keys = draft.rows('liveKey');
	return {
		ofMember: (memberId) =>
			keys
				.all()
				.filter((row) => row.memberId === memberId)
				.sort((a, b) => a.serial - b.serial),
		put: (row) => keys.put(keyOf(row.memberId, row.serial), row),
		revokedSince: (day) =>
			[
				...keys.all().filter((row) => row.revokedAt !== null && row.lastDay >= day),
				...draft
					.rows('erasedPass')
					.all()
					.filter((row) => row.keyId === null && row.lastDay >= day),
			].map(({ memberId, serial }) => ({ memberId, serial })),
	};
}
