import type { Problem } from '../../sync/wire.ts';

/** What went wrong, as a word that programs can rely on, and the status that carries it. */
export const PROBLEMS = {
	'malformed-json': 400,
	invalid: 400,
	'bad-signature': 400,
	'signed-out': 401,
	refused: 401,
	forbidden: 403,
	'bad-link': 403,
	revoked: 403,
	'not-found': 404,
	'wrong-method': 405,
	'too-large': 413,
	'wrong-type': 415,
	'wrong-host': 421,
	outdated: 426,
	'too-many': 429,
	failed: 500,
	starting: 503,
	busy: 503,
	'storage-away': 503,
	'storage-full': 503,
} as const;
export type ProblemName = keyof typeof PROBLEMS;

export interface ProblemDetails {
	readonly message: string;
	readonly field?: string;
	readonly hint?: string;
	readonly headers?: Record<string, string>;
}

/** A refusal as every program gets it: JSON that names the fault, the field and the way out. */
export function problemParts(error: ProblemName, { message, field, hint, headers = {} }: ProblemDetails) {
	const body: Problem = { error, message, ...(field ? { field } : {}), ...(hint ? { hint } : {}) };
	return {
		status: PROBLEMS[error],
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
		body: JSON.stringify(body),
	};
}

export function problem(error: ProblemName, details: ProblemDetails): Response {
	const { body, ...init } = problemParts(error, details);
	return new Response(body, init);
}

/** To a device that staff have revoked. */
export const revoked = (): Response =>
	problem('revoked', {
		message: 'this device is no longer paired',
		hint: 'POST /api/v1/sync/entries takes what it still holds; pair it again in /staff/devices for the rest',
	});

/** Says for how long to stay away. */
export const tooMany = (seconds: number): Response =>
	problem('too-many', {
		message: 'too many requests from this address',
		hint: `try again in ${seconds} s`,
		headers: { 'retry-after': String(seconds) },
	});

/** To a kiosk that comes while many others empty their outboxes. Its body has not been looked at. */
export const busyFor = (seconds: number): ['busy', ProblemDetails] => [
	'busy',
	{
		message: 'many devices are sending at this moment',
		hint: `nothing was taken; try again in ${seconds} s`,
		headers: { 'retry-after': String(seconds) },
	},
];
export const busy = (seconds: number): Response => problem(...busyFor(seconds));
