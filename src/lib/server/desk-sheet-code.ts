import { utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import type { SessionId, VenueId } from '../base/id.ts';

/** Without I, L, O and U: nobody mistakes them for digits, or for each other. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/** What stands on a paper sheet for its session to be found again: `7KQ2MF`. No secret: it opens nothing by itself. */
export function sheetCode(venueId: VenueId, sessionId: SessionId): string {
	const hash = sha256(utf8(`gongzhan sheet ${venueId} ${sessionId}`));
	return [...hash.subarray(0, LENGTH)].map((byte) => LETTERS[byte & 31]).join('');
}

/** The session whose sheet bears this code, as somebody typed it. */
export function sheetByCode(
	venueId: VenueId,
	sessionIds: Iterable<SessionId>,
	typed: string,
): SessionId | null {
	const code = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[^0-9A-Z]/g, '')
		.replaceAll('O', '0')
		.replace(/[IL]/g, '1');
	if (code.length !== LENGTH) return null;
	for (const id of sessionIds) if (sheetCode(venueId, id) === code) return id;
	return null;
}
