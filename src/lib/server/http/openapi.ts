import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { ProblemSchema } from '../../sync/wire.ts';
import { API, type Route } from './api.ts';
import { DEVICE_COOKIE, STAFF_COOKIE } from './cookies.ts';
import { PROBLEMS, type ProblemName } from './problem.ts';

/** The API as OpenAPI 3.1, made from the very schemas that check the requests. */
export function describeApi(version: string) {
	const routes: readonly Route[] = Object.values(API);
	const paths: Record<string, Record<string, unknown>> = {};
	for (const route of routes)
		paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
	return {
		openapi: '3.1.0',
		info: { title: 'Gongzhan 宫站', version, license: { name: 'Apache-2.0' } },
		servers: [{ url: '/api/v1' }],
		paths,
		components: {
			schemas: { Problem: schemaOf(ProblemSchema, 'output') },
			securitySchemes: {
				device: { type: 'apiKey', in: 'cookie', name: DEVICE_COOKIE },
				staff: { type: 'apiKey', in: 'cookie', name: STAFF_COOKIE },
			},
		},
	};
}

function operation(route: Route) {
	return {
		summary: route.summary,
		security: route.who === 'anyone' ? [] : route.who.split('-or-').map((scheme) => ({ [scheme]: [] })),
		...(route.query || route.params
			? {
					parameters: [
						...(route.params ? parametersOf(route.params, 'path') : []),
						...(route.query ? parametersOf(route.query, 'query') : []),
					],
				}
			: {}),
		...(route.body
			? {
					requestBody: {
						required: true,
						content: contentOf('application/json', schemaOf(route.body, 'input')),
					},
				}
			: {}),
		responses: { 200: answerOf(route), ...refusalsOf(route) },
	};
}

function answerOf(route: Route) {
	const type = route.as === 'events' ? 'text/event-stream' : 'application/json';
	return { description: 'Done', content: contentOf(type, schemaOf(route.answer, 'output')) };
}

/** What a row refuses follows mostly from what it checks. */
function refusalsOf(route: Route) {
	const names = new Set<ProblemName>(route.refuses ?? []);
	if (route.who !== 'anyone') names.add('signed-out');
	if (route.who !== 'anyone' && !route.evenRevoked) names.add('revoked');
	if (route.limit) names.add('too-many');
	if (route.query || route.params) names.add('invalid');
	if (route.body)
		for (const name of ['malformed-json', 'invalid', 'outdated', 'too-large', 'wrong-type'] as const)
			names.add(name);
	const byStatus = Map.groupBy(names, (name) => PROBLEMS[name]);
	const content = contentOf('application/json', { $ref: '#/components/schemas/Problem' });
	return Object.fromEntries(
		[...byStatus].map(([status, which]) => [status, { description: which.join(', '), content }]),
	);
}

function parametersOf(query: v.GenericSchema, where: 'path' | 'query') {
	const { properties = {}, required = [] } = schemaOf(query, 'input');
	return Object.entries(properties).map(([name, schema]) => ({
		name,
		in: where,
		required: required.includes(name),
		schema,
	}));
}

const contentOf = (type: string, schema: unknown) => ({ [type]: { schema } });

/** Checks that JSON Schema cannot say are left out of the description; the code still runs them. */
function schemaOf(schema: v.GenericSchema, typeMode: 'input' | 'output') {
	const { $schema: _, ...json } = toJsonSchema(schema, {
		errorMode: 'ignore',
		typeMode,
		target: 'draft-2020-12',
	});
	return json;
}
