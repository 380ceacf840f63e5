import * as v from 'valibot';
import type { Failure } from '../sync/machine.ts';
import { isSpoken } from '../sync/versions.ts';
import { ProblemSchema } from '../sync/wire.ts';

/** `too-large`: of the body, by the hub's word or that of a proxy before it. */
export type HubFailure = Failure | 'bad-link' | 'too-large';

/** `retryAfter`: the hub has said in how many ms to come again. */
export type Judged<T> = { ok: true; value: T } | { ok: false; failure: HubFailure; retryAfter?: number };

/** Every device answer says the hub's time. */
type AnswerSchema<T> = v.GenericSchema<unknown, T>;

/**
 * What an answer means. Only JSON of the hub's own shape counts as the hub's word: a captive portal, a proxy's
 * error page or a cut connection may carry any status, and all of them mean “try again later” [S10].
 */
export async function judgeAnswer<T>(response: Response, schema: AnswerSchema<T>): Promise<Judged<T>> {
	const body = await jsonOf(response);
	if (response.status === 413) return fail('too-large');
	if (body === undefined) return fail('unreachable');
	if (!response.ok) {
		const failure = refusalOf(response.status, body);
		const seconds = Number(response.headers.get('retry-after') ?? NaN);
		return isHubs(body) && seconds >= 0 ? { ok: false, failure, retryAfter: 1000 * seconds } : fail(failure);
	}
	if (speaksOtherVersion(body)) return fail('outdated');
	const parsed = v.safeParse(schema, body);
	return parsed.success ? { ok: true, value: parsed.output } : fail('unreachable');
}

const fail = (failure: HubFailure) => ({ ok: false, failure }) as const;

/** Undefined where the body is no JSON, or stops in the middle. */
async function jsonOf(response: Response): Promise<unknown> {
	if (!response.headers.get('content-type')?.includes('json')) return undefined;
	try {
		return JSON.parse(await response.text()) as unknown;
	} catch {
		return undefined;
	}
}

function refusalOf(status: number, body: unknown): HubFailure {
	if (!isHubs(body)) return 'unreachable';
	const { error } = body;
	if (error === 'bad-link') return 'bad-link';
	if (status === 426 || error === 'outdated') return 'outdated';
	if (status === 401) return 'unauthorized';
	return status === 403 || status === 410 || error === 'revoked' ? 'unpaired' : 'unreachable';
}

const isHubs = (body: unknown): body is v.InferOutput<typeof ProblemSchema> => v.is(ProblemSchema, body);

const speaksOtherVersion = (body: unknown): boolean =>
	typeof body === 'object' && body !== null && 'v' in body && typeof body.v === 'number' && !isSpoken(body.v);
