import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { CHANNELS, FLAGS, LAST_INSTANT } from '../domain/fact.ts';
import { toHex, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import { hashText, sha256 } from '../base/digest.ts';
import { EntrySchema, isIntact } from './entry.ts';
import { isPlainEntry } from './plain-entry.ts';

const hex = (bytes: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const slug = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
const whole = fc.maxSafeNat();
/** However wrong a clock is, what it is taken for is a time. */
const offset = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: 0 });
const or = (arbitrary: fc.Arbitrary<unknown>) => fc.option(arbitrary, { nil: null });

const checkIn = fc.record({
	kind: fc.constant('check-in'),
	sessionId: slug,
	memberId: hex(8),
	serial: or(fc.nat(65_535)),
	channel: fc.constantFrom(...CHANNELS),
	flags: fc.array(fc.constantFrom(...FLAGS), { maxLength: 3 }),
	staffId: or(hex(8)),
});
const entry = fc
	.record({
		v: fc.constant(2),
		venueId: slug,
		outboxId: hex(16),
		seq: fc.integer({ min: 1, max: 1e14 }),
		timing: fc.record({ wall: fc.nat(LAST_INSTANT), mono: whole, offset, uncertainty: whole }),
		fact: checkIn,
		prev: hex(32),
		hash: hex(32),
	})
	.map((body) => ({ ...body, entryId: `${body.outboxId}.${body.seq}` }));

/** Values that sit on the edge of some rule. */
const odd = fc.oneof(
	fc.constantFrom(
		-1,
		-0,
		0.5,
		65_536,
		1e15,
		NaN,
		Infinity,
		2 ** 53,
		LAST_INSTANT,
		LAST_INSTANT + 1,
		8.7e15,
		'',
		'A',
		'-a',
		'a-',
		'f'.repeat(16),
	),
	fc.constantFrom(
		undefined,
		null,
		true,
		[],
		{},
		['late'],
		['x'],
		[null],
		'a'.repeat(64),
		'a'.repeat(65),
		'1',
	),
	fc.constantFrom('check-in', 'correction', 'vote', 'camera', 'late', `${'a'.repeat(32)}.1`, 'a\n'),
	fc.anything(),
);
const place = fc.constantFrom(
	...['v', 'entryId', 'venueId', 'outboxId', 'seq', 'timing', 'fact', 'prev', 'hash', 'more'],
	...['timing.wall', 'timing.mono', 'timing.offset', 'timing.uncertainty', 'timing.more'],
	...['fact.kind', 'fact.sessionId', 'fact.memberId', 'fact.serial', 'fact.channel', 'fact.flags'],
	...['fact.staffId', 'fact.more'],
);

function bend(value: object, path: string, bent: unknown, remove: boolean): unknown {
	const copy = structuredClone(value) as Record<string, Record<string, unknown>>;
	const [outer, inner] = path.split('.') as [string, string | undefined];
	const holder: Record<string, unknown> = inner === undefined ? copy : copy[outer]!;
	if (remove) delete holder[inner ?? outer];
	else holder[inner ?? outer] = bent;
	return copy;
}

it('takes every check-in that a kiosk writes', () => {
	fc.assert(fc.property(entry, (raw) => isPlainEntry(raw) && v.is(EntrySchema, raw)));
});

it('[S2] the hash covers the canonical JSON of all the rest, whatever the order of its members', () => {
	fc.assert(
		fc.property(entry, ({ fact, timing, ...body }) => {
			const turned = (value: object) => Object.fromEntries(Object.entries(value).reverse());
			const read = v.parse(EntrySchema, { ...body, fact: turned(fact), timing: turned(timing) });
			const { hash: _, ...rest } = read;
			const hash = toHex(sha256(utf8(canonicalJson(rest))));
			expect(isIntact({ ...read, hash })).toBe(true);
			expect(isIntact({ ...read, hash }, hashText)).toBe(true);
		}),
	);
});

it('takes nothing that the schema would refuse or change', () => {
	let taken = 0;
	fc.assert(
		fc.property(entry, place, odd, fc.boolean(), (whole, path, bent, remove) => {
			const raw = bend(whole, path, bent, remove);
			if (!isPlainEntry(raw)) return;
			taken++;
			const parsed = v.safeParse(EntrySchema, raw);
			expect(parsed.success && parsed.output).toEqual(raw);
		}),
		{ numRuns: 3000 },
	);
	expect(taken).toBeGreaterThan(20);
});

it('leaves anything else to the schema', () => {
	fc.assert(fc.property(fc.anything(), (raw) => !isPlainEntry(raw)));
});
