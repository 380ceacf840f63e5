import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { overLimit } from '$lib/server/http/guard.ts';
import type { LimitName } from '$lib/server/http/limits.ts';
import type { Phone } from '$lib/server/phones.ts';
import type { MemberRow } from '$lib/server/storage/people-port.ts';

/** Somebody on the phone on which they claimed their pass. */
export interface Member {
	readonly phone: Phone;
	readonly person: MemberRow;
}

/** Null for strangers, and where the person was erased meanwhile. */
export async function memberOf({ locals }: RequestEvent): Promise<Member | null> {
	const phone = await locals.phone();
	const person = phone && (await locals.hub.mine.person(phone.memberId));
	return phone && person ? { phone, person } : null;
}

/** Strangers are sent to claim their pass first. */
export async function requireMember(event: RequestEvent): Promise<Member> {
	return (await memberOf(event)) ?? redirect(303, '/me/claim');
}

/** Ends the request where too many came from this address. */
export function notTooOften(event: RequestEvent, limit: LimitName): void {
	const wait = overLimit(event, limit);
	if (wait === null) return;
	event.setHeaders({ 'retry-after': String(wait) });
	error(429, 'too many requests from this network');
}
