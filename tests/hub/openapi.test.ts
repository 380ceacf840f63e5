import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { API, type Route } from '../../src/lib/server/http/api.ts';
import { describeApi } from '../../src/lib/server/http/openapi.ts';
import { root } from './harness.ts';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Node = { [name: string]: Json };
interface Operation extends Node {
	summary: string;
	parameters: Node[];
	responses: { [status: string]: Node };
	security: { [scheme: string]: Json }[];
}

const rows: readonly Route[] = Object.values(API);
/** As a reader gets it. */
const api = JSON.parse(JSON.stringify(describeApi('1.2.3'))) as Node & {
	paths: Record<string, Record<string, Operation>>;
	components: { schemas: Node; securitySchemes: Node };
};
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
	Object.entries(methods).map(([method, operation]) => ({
		at: `${method.toUpperCase()} ${path}`,
		operation,
	})),
);

describe('openapi.json', () => {
	it('names every route there is, by every method it answers, and none else', () => {
		const served = globSync('src/routes/api/v1/**/+server.ts', { cwd: root }).flatMap((file) => {
			const path = `/${relative('src/routes/api/v1', dirname(file)).replaceAll(/\[(\w+)\]/g, '{$1}')}`;
			const text = readFileSync(join(root, file), 'utf8');
			return [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(
				([, method]) => `${method} ${path}`,
			);
		});
		expect(operations.map(({ at }) => at).sort()).toEqual(served.sort());
		expect(served.sort()).toEqual(rows.map(({ method, path }) => `${method} ${path}`).sort());
	});

	it('is an OpenAPI 3.1 document', () => {
		expect(api).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3', title: /\S/ }, paths: {} });
		for (const { at, operation } of operations) {
			expect(operation.summary, at).toMatch(/\S/);
			expect(operation.responses['200'], at).toBeDefined();
			for (const [status, answer] of Object.entries(operation.responses))
				expect([at, status, answer]).toEqual([
					at,
					expect.stringMatching(/^[1-5]\d\d$/),
					{ description: expect.stringMatching(/\S/) as string, content: expect.anything() as object },
				]);
			for (const parameter of operation.parameters ?? [])
				expect([at, parameter]).toMatchObject([
					at,
					{ name: /\S/, in: expect.stringMatching(/^(?:query|path)$/) as string, schema: {} },
				]);
			for (const scheme of operation.security.flatMap((way) => Object.keys(way)))
				expect(Object.keys(api.components.securitySchemes), at).toContain(scheme);
		}
	});

	it('refers to nothing that is not there, and speaks the dialect of 3.1', () => {
		const faults: string[] = [];
		const walk = (node: Json, path: string): void => {
			if (node === null || typeof node !== 'object') return;
			if (!Array.isArray(node)) faults.push(...faultsOf(node).map((fault) => `${path}: ${fault}`));
			for (const [name, child] of Object.entries(node)) walk(child, `${path}/${name}`);
		};
		walk(api, '#');
		expect(faults).toEqual([]);
	});
});

/** Words of older dialects of JSON Schema mean nothing to a reader of 3.1. */
function faultsOf(node: Node): string[] {
	const faults: string[] = [];
	for (const word of ['nullable', 'definitions', 'additionalItems', '$schema', 'example'])
		if (word in node) faults.push(word);
	if (Array.isArray(node['items'])) faults.push('items is a list');
	const target = node['$ref'];
	if (typeof target === 'string') {
		const steps = target.split('/').slice(1);
		const found = steps.reduce<Json | undefined>((at, step) => (at as Node | undefined)?.[step], api);
		if (!target.startsWith('#/') || found === undefined) faults.push(`leads nowhere: ${target}`);
	}
	return faults;
}
