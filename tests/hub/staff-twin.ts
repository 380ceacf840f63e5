import { asId, type StaffId, type VenueId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { toHex } from '../../src/lib/base/bytes.ts';
import type { Role } from '../../src/lib/server/hub.ts';
import { openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import { newToken, tokenHash } from '../../src/lib/server/token.ts';

/**
 * Signs someone of this role in at a hub, through its data: as if an owner had made the account. Works while the hub
 * runs. Returns the cookie, for the header.
 */
export async function staffCookie(
	dataDir: string,
	role: Role,
	venueId: VenueId | null = null,
): Promise<string> {
	const opened = openSqlite(dataDir);
	if (!opened.ok) throw new Error(opened.error);
	const token = newToken(systemRandom);
	const now = Date.now();
	const staffId = asId<StaffId>(toHex(systemRandom.bytes(8)));
	await opened.value.write(null, async (tx) => {
		await tx.staff.add({
			...{ staffId, login: `${role}-${staffId}`, name: '张三', role, venueId },
			...{ passwordHash: 'none', createdAt: now, offAt: null },
		});
		await tx.staff.openSession(tokenHash(token), staffId, now + 3_600_000);
	});
	await opened.value.close();
	return `gz_staff=${token}`;
}
