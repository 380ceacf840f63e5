import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import { toHex, utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import { ENTRY_VERSION, EntrySchema } from './entry.ts';
import { RECORDS } from './records.ts';
import { agreeOn, isSpoken, WIRE_VERSION, WIRE_VERSIONS, type WireVersion } from './versions.ts';
import * as wire from './wire.ts';

/**
 * The shapes of each wire version that is spoken, by hash. A shape that changes gets a new version, and a new line here:
 * what was said in an older one never changes.
 */
const KNOWN: Record<WireVersion, string> = {
	1: '5e18e73454482780',
	2: '8b9c8e279e171a4e',
};
/** The same for entries, which keep the version they were written with. */
const KNOWN_ENTRIES: Record<typeof ENTRY_VERSION, string> = { 1: '5bdb160e0e22a24a' };

type Node = null | boolean | number | string | Node[] | { [name: string]: Node };

const jsonSchema = (schema: unknown): Node =>
	toJsonSchema(schema as typeof EntrySchema, { errorMode: 'ignore', typeMode: 'input' }) as Node;
const hashOf = (value: unknown): string => toHex(sha256(utf8(JSON.stringify(value)))).slice(0, 16);

/** A description as a program would give it that speaks this version alone. */
function asSpokenIn(version: WireVersion, node: Node): Node {
	if (Array.isArray(node)) return node.map((item) => asSpokenIn(version, item));
	if (typeof node !== 'object' || node === null) return node;
	if (isVersions(node)) return { const: version };
	const { oneOf, ...rest } = node;
	const options = ((oneOf ?? []) as Node[]).filter((option) => {
		const said = (option as { properties?: { v?: { const?: Node } } }).properties?.v?.const;
		return said === undefined || said === version;
	});
	if (options.length === 1) return asSpokenIn(version, { ...(options[0] as object), ...rest });
	return Object.fromEntries(Object.entries(node).map(([name, value]) => [name, asSpokenIn(version, value)]));
}

const isVersions = (node: object): boolean =>
	'enum' in node && JSON.stringify(node.enum) === JSON.stringify(WIRE_VERSIONS);

it.each(WIRE_VERSIONS)('[S18] the wire’s shapes of version %d are what they were', (version) => {
	const schemas = Object.entries({ EntrySchema, ...wire, ...RECORDS })
		.filter(([, value]) => typeof value === 'object' && value !== null && 'kind' in value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, schema]) => [name, asSpokenIn(version, jsonSchema(schema))]);
	expect(schemas.length).toBeGreaterThan(20);
	expect(hashOf(schemas)).toBe(KNOWN[version]);
});

it('[S18] entries have a version of their own, which a newer wire does not change', () => {
	expect(hashOf(jsonSchema(EntrySchema))).toBe(KNOWN_ENTRIES[ENTRY_VERSION]);
});

it('[S18] two programs speak the newest version that both know, or it is clear who has to be updated', () => {
	expect(agreeOn([1])).toEqual({ ok: true, version: 1 });
	expect(agreeOn([1, 2])).toEqual({ ok: true, version: 2 });
	expect(agreeOn([2, 3, 4])).toEqual({ ok: true, version: WIRE_VERSION });
	expect(agreeOn([7, 8])).toEqual({ ok: false, tooOld: 'we' });
	expect(agreeOn([0])).toEqual({ ok: false, tooOld: 'they' });
	expect([0, 1, 2, 3, '1', null].map(isSpoken)).toEqual([false, true, true, false, false, false]);
});
