import type { RequestEvent } from '@sveltejs/kit';
import type * as v from 'valibot';
import type { Device, Hub, Staff } from '../hub.ts';
import { isOutage, type StorageOutage } from '../storage/port.ts';
import type { Route } from './api.ts';
import { noteFailure, noteOutage, OUTAGE_RETRY_S } from './failure.ts';
import { overLimit } from './guard.ts';
import { busy, problem, revoked, tooMany } from './problem.ts';
import { readBody, readParams, readQuery } from './read-body.ts';
import { answerIn, versionAsked } from './wire-version.ts';

type OutputOf<S> = S extends v.GenericSchema ? v.InferOutput<S> : undefined;
type Asker<W extends Route['who']> = {
	anyone: null;
	device: Device;
	'device-or-staff': Device | Staff;
}[W];

/** A request that has passed every check of its row. */
export interface Call<R extends Route> {
	readonly event: RequestEvent;
	readonly hub: Hub;
	readonly asker: Asker<R['who']>;
	readonly params: OutputOf<R['params']>;
	readonly query: OutputOf<R['query']>;
	readonly body: OutputOf<R['body']>;
}

/** Answers with the row's own shape, or with a refusal made by `problem`. */
export type Run<R extends Route> = (call: Call<R>) => Promise<v.InferOutput<R['answer']> | Response>;

/** A SvelteKit handler for one row of the API. */
export const endpoint =
	<const R extends Route>(route: R, run: Run<R>) =>
	async (event: RequestEvent): Promise<Response> => {
		try {
			return await serve(route, run, event);
		} catch (error) {
			if (isOutage(error)) return outage(error, event);
			const id = noteFailure(event.locals.edge.log, event, error);
			return problem('failed', {
				message: 'the hub could not do this',
				hint: `nothing was lost; try again, and if it stays tell the operator this number: ${id}`,
			});
		}
	};

/** Devices keep what they have and ask again. */
function outage(error: StorageOutage, event: RequestEvent): Response {
	const headers = { 'retry-after': String(OUTAGE_RETRY_S) };
	if (noteOutage(event, error) === 'full')
		return problem('storage-full', {
			message: 'the hub’s disk is full',
			hint: 'nothing was lost; make room on the disk, and it goes on by itself',
			headers,
		});
	return problem('storage-away', {
		message: 'the hub’s storage does not answer',
		hint: 'nothing was lost; try again in a moment',
		headers,
	});
}

/** In this order: who asks, how often, what; so that strangers learn nothing from the checks behind the door. */
async function serve<R extends Route>(route: R, run: Run<R>, event: RequestEvent): Promise<Response> {
	const asker = await findAsker(route.who, event);
	if (asker === undefined) return problem('signed-out', { message: WHO[route.who], hint: WAY_IN[route.who] });
	if (asker && isRevoked(asker) && !route.evenRevoked) return revoked();
	const wait = route.limit ? overLimit(event, route.limit) : null;
	if (wait !== null) return tooMany(wait);
	const turn = route.queued ? await admit(event, asker) : null;
	if (typeof turn === 'number') {
		await drop(event.request);
		return busy(turn);
	}
	try {
		return await answerTo(route, run, event, asker);
	} finally {
		turn?.();
	}
}

/** Reads a refused body to its end and keeps nothing of it, so that the client lives to see the answer. */
const drop = (request: Request): Promise<void> =>
	request.body?.pipeTo(new WritableStream()).catch(() => undefined) ?? Promise.resolve();

/** A turn to give back, or the seconds to stay away. */
async function admit({ locals, request }: RequestEvent, asker: Device | Staff | null) {
	if (!locals.edge.admission) return null;
	return locals.edge.admission.enter(asker?.id ?? '', Number(request.headers.get('content-length') ?? NaN));
}

async function answerTo<R extends Route>(
	route: R,
	run: Run<R>,
	event: RequestEvent,
	asker: Device | Staff | null,
): Promise<Response> {
	const params = route.params ? readParams(event.params, route.params) : NOTHING;
	if (!params.ok) return params.error;
	const query = route.query ? readQuery(event.url, route.query) : NOTHING;
	if (!query.ok) return query.error;
	const body = route.body ? await readBody(event.request, route.body) : NOTHING;
	if (!body.ok) return body.error;
	const said = route.body ? (body.value as { v?: number }).v : event.url.searchParams.get('v');
	const version = versionAsked(said);
	if (!version.ok) return version.error;
	const call = {
		event,
		hub: event.locals.hub,
		asker,
		params: params.value,
		query: query.value,
		body: body.value,
	};
	const answer = await run(call as Call<R>);
	return answer instanceof Response
		? answer
		: Response.json(answerIn(version.value, answer), { headers: { 'cache-control': 'no-store' } });
}

const NOTHING = { ok: true, value: undefined } as const;

/** Undefined: not who the row is for. Each cookie is looked at only where its kind is welcome. */
async function findAsker(who: Route['who'], { locals }: RequestEvent) {
	if (who === 'anyone') return null;
	const device = await locals.device();
	if (device || who === 'device') return device ?? undefined;
	return (await locals.staff()) ?? undefined;
}

const isRevoked = (asker: Device | Staff): boolean => 'revokedAt' in asker && asker.revokedAt !== null;

const WHO = {
	anyone: '',
	device: 'only a paired device may ask this',
	'device-or-staff': 'only a paired device or staff may ask this',
} as const;
const WAY_IN = {
	anyone: '',
	device: 'pair it, then answer a challenge: POST /api/v1/device/session',
	'device-or-staff': 'open a device session or sign in at /staff',
} as const;
