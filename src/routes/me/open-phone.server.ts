import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { MemberId } from '$lib/base/id.ts';
import { PHONE_COOKIE, setSession } from '$lib/server/http/cookies.ts';

/** This phone is theirs from now on; whoever had it before is signed out of it. */
export async function openPhone(event: RequestEvent, memberId: MemberId): Promise<never> {
	const { phones } = event.locals.hub;
	const before = await event.locals.phone();
	if (before) await phones.end(before.memberId, before.id, `member:${before.memberId}`);
	const { token } = await phones.open(memberId, event.request.headers.get('user-agent') ?? '');
	setSession(event, PHONE_COOKIE, token);
	redirect(303, '/me');
}
