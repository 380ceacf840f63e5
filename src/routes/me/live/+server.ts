import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { overLimit } from '$lib/server/http/guard.ts';
import { memberOf } from '../member.server.ts';
import type { RequestHandler } from './$types';

/** A P-256 point as WebCrypto exports it: 65 bytes. */
const AskedSchema = v.object({ key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{40,100}$/)) });
const refuse = (status: number, error: string, headers = {}): Response =>
	json({ error }, { status, headers: { 'cache-control': 'no-store', ...headers } });

/** The certificate with which this phone shows a live pass. Asked by the page's script, of a phone that is signed in. */
export const POST: RequestHandler = async (event) => {
	const member = await memberOf(event);
	if (!member) return refuse(401, 'claim a pass first');
	const wait = overLimit(event, 'phone');
	if (wait !== null) return refuse(429, 'too many requests', { 'retry-after': String(wait) });
	const asked = v.safeParse(AskedSchema, await event.request.json().catch(() => null));
	if (!asked.success) return refuse(400, 'key must be a raw P-256 public key, base64url');
	const { person, phone } = member;
	const done = await event.locals.hub.livePasses.certify(person.memberId, phone.id, asked.output.key);
	if (!done.ok) return refuse(done.error === 'bad-key' ? 400 : 429, done.error);
	return json(done.value, { headers: { 'cache-control': 'no-store' } });
};
