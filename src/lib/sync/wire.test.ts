import { toJsonSchema } from '@valibot/to-json-schema';
import { expect, it } from 'vitest';
import { toHex, utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import { ENTRY_VERSIONS, EntrySchema } from './entry.ts';
import { RECORDS } from './records.ts';
import { agreeOn, isSpoken, WIRE_VERSION, WIRE_VERSIONS, type WireVersion } from './versions.ts';
import * as wire from './wire.ts';

/**
 * The messages of each wire version that is spoken, by hash. A message that changes gets a new version, and a new line here:
 * what was said in an older one never changes.
 */
const KNOWN: Record<WireVersion, string> = {
	1: 'f4631a1dbdc37a67',
	2: '8226d1f07040de18',
	3: 'b6388b6bfaf32eb7',
};
/** Messages that an older version does not have. */
const SINCE: Readonly<Record<string, WireVersion>> = {
	LostStoreSchema: 3,
	LeaseAnswerSchema: 3,
	LeaseRequestSchema: 3,
};
/** The same for entries, which keep the version they were written with. */
const KNOWN_ENTRIES = { 1: '5bdb160e0e22a24a', 2: 'a6e08f9e488493b1', 3: '307511b68b4e1d2b' };
/**
 * What flows down. Members may be added, optional or with a default: an older kiosk passes over what it does not know, and keeps
 * what it cannot read out of sight [S16].
 */
const KNOWN_RECORDS = '61364b12b47a2892';

type Node = null | boolean | number | string | Node[] | { [name: string]: Node };

const jsonSchema = (schema: unknown): Node =>
	toJsonSchema(schema as typeof EntrySchema, { errorMode: 'ignore', typeMode: 'input' }) as Node;
const hashOf = (value: unknown): string => toHex(sha256(utf8(JSON.stringify(value)))).slice(0, 16);

/** A description as a program would give it that speaks this version alone. */
function asSpokenIn(version: number, node: Node): Node {
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

const described = (schemas: object): [string, Node][] =>
	Object.entries(schemas)
		.filter(([, value]) => typeof value === 'object' && value !== null && 'kind' in value)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, schema]) => [name, jsonSchema(schema)]);

it.each(WIRE_VERSIONS)('[S18] the messages of version %d are what they were', (version) => {
	const messages = described(wire).filter(([name]) => (SINCE[name] ?? 1) <= version);
	expect(messages.length).toBeGreaterThan(12);
	expect(hashOf(messages.map(([name, schema]) => [name, asSpokenIn(version, schema)]))).toBe(KNOWN[version]);
});

it.each(ENTRY_VERSIONS)('[S18] entries of version %d are what they were', (version) => {
	expect(hashOf(asSpokenIn(version, jsonSchema(EntrySchema)))).toBe(KNOWN_ENTRIES[version]);
});

it('[S16] records are what they were, or somebody has thought of older kiosks', () => {
	expect(hashOf(described(RECORDS))).toBe(KNOWN_RECORDS);
});

it('[S18] two programs speak the newest version that both know, or it is clear who has to be updated', () => {
	expect(agreeOn([1])).toEqual({ ok: true, version: 1 });
	expect(agreeOn([1, 2])).toEqual({ ok: true, version: 2 });
	expect(agreeOn([2, 3, 4])).toEqual({ ok: true, version: WIRE_VERSION });
	expect(agreeOn([7, 8])).toEqual({ ok: false, tooOld: 'we' });
	expect(agreeOn([0])).toEqual({ ok: false, tooOld: 'they' });
	expect([0, 1, 2, 3, '1', null].map(isSpoken)).toEqual([false, true, true, true, false, false]);
});
