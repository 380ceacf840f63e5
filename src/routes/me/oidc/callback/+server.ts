import { error, redirect } from '@sveltejs/kit';
import { notTooOften } from '../../member.server.ts';
import { openPhone } from '../../open-phone.server.ts';
import { ATTEMPT_COOKIE, attemptScope, backAddress } from '../attempt.server.ts';
import type { RequestHandler } from './$types';

const FAULTS = { failed: 'unionFailed', unknown: 'unionUnknown' } as const;

export const GET: RequestHandler = async (event) => {
	const { signIn } = event.locals.hub;
	if (!signIn) error(404, 'no union accounts here');
	notTooOften(event, 'sign-in');
	const kept = event.cookies.get(ATTEMPT_COOKIE) ?? '';
	// One attempt, one answer.
	event.cookies.delete(ATTEMPT_COOKIE, attemptScope(event));
	const done = await signIn.finish(event.url, backAddress(event), kept);
	if (!done.ok) redirect(303, `/me/claim?fault=${FAULTS[done.error]}`);
	return openPhone(event, done.value);
};
