import { error, redirect } from '@sveltejs/kit';
import { notTooOften } from '../member.server.ts';
import { ATTEMPT_COOKIE, attemptScope, backAddress } from './attempt.server.ts';
import type { RequestHandler } from './$types';

const ATTEMPT_S = 600;

export const GET: RequestHandler = async (event) => {
	const { signIn } = event.locals.hub;
	if (!signIn) error(404, 'no union accounts here');
	notTooOften(event, 'sign-in');
	const begun = await signIn.begin(backAddress(event));
	if (!begun) redirect(303, '/me/claim?fault=unionFailed');
	event.cookies.set(ATTEMPT_COOKIE, begun.kept, { ...attemptScope(event), maxAge: ATTEMPT_S });
	redirect(303, begun.url);
};
