import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import { toHex, utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import { EntrySchema, WIRE_VERSION } from './entry.ts';
import { RECORDS } from './records.ts';
import * as wire from './wire.ts';

/** The shapes that each wire version has, by hash. A shape that changes gets a new version, and a new line here. */
const KNOWN: Record<number, string> = {
	1: '5e18e73454482780',
};

it('[S18] the wire’s shapes are those of its version', () => {
	const schemas = Object.entries({ EntrySchema, ...wire, ...RECORDS })
		.filter(([, value]) => typeof value === 'object' && value !== null && 'kind' in value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, schema]) => [
			name,
			toJsonSchema(schema as typeof EntrySchema, { errorMode: 'ignore', typeMode: 'input' }),
		]);
	expect(schemas.length).toBeGreaterThan(20);
	expect(toHex(sha256(utf8(JSON.stringify(schemas)))).slice(0, 16)).toBe(KNOWN[WIRE_VERSION]);
});
