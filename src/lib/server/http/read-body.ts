import * as v from 'valibot';
import { err, ok, type Result } from '../../base/result.ts';
import { BODY_LIMIT } from './front-door.ts';
import { problem } from './problem.ts';
import { versionAsked } from './wire-version.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/** The request's JSON as `schema` has it, or the refusal to answer with. */
export async function readBody<S extends Schema>(
	request: Request,
	schema: S,
): Promise<Result<v.InferOutput<S>, Response>> {
	const text = await textOf(request);
	if (text === null)
		return err(
			problem('too-large', { message: 'the body is too large', hint: 'send fewer entries at once' }),
		);
	const body = parseJson(text);
	if (!body.ok) return body;
	return outdated(body.value) ?? check(schema, body.value);
}

/** The query as `schema` has it. A parameter given twice counts once. */
export const readQuery = <S extends Schema>(url: URL, schema: S): Result<v.InferOutput<S>, Response> =>
	check(schema, Object.fromEntries(url.searchParams));

/** The parts of the path as `schema` has them. */
export const readParams = <S extends Schema>(
	params: Readonly<Partial<Record<string, string>>>,
	schema: S,
): Result<v.InferOutput<S>, Response> => check(schema, { ...params });

/** Null where the body grew past the limit on the way. */
async function textOf(request: Request): Promise<string | null> {
	try {
		const text = await request.text();
		return text.length > BODY_LIMIT ? null : text;
	} catch (error) {
		if ((error as { status?: number }).status === 413) return null;
		throw error;
	}
}

function parseJson(text: string): Result<unknown, Response> {
	try {
		return ok(JSON.parse(text) as unknown);
	} catch {
		return err(
			problem('malformed-json', {
				message: 'the body is not JSON',
				hint: 'check quotes, commas and encoding',
			}),
		);
	}
}

/** A number that is no version spoken here; anything else is for the schema to refuse. */
function outdated(body: unknown): Result<never, Response> | null {
	const said = typeof body === 'object' && body !== null && 'v' in body ? body.v : undefined;
	if (typeof said !== 'number') return null;
	const asked = versionAsked(said);
	return asked.ok ? null : asked;
}

function check<S extends Schema>(schema: S, value: unknown): Result<v.InferOutput<S>, Response> {
	const parsed = v.safeParse(schema, value, { abortEarly: true });
	if (parsed.success) return ok(parsed.output);
	const issue = parsed.issues[0];
	const field = v.getDotPath(issue);
	return err(
		problem('invalid', {
			message: `${field ?? 'the request'}: ${issue.message}`,
			...(field ? { field } : {}),
			hint: 'GET /api/v1/openapi.json describes every request',
		}),
	);
}
