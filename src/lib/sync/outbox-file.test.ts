import { describe, expect, it } from 'vitest';
import {
	asId,
	type DeviceId,
	type MemberId,
	type OutboxId,
	type SessionId,
	type VenueId,
} from '../base/id.ts';
import { chainStart, headAfter, nextEntry } from './entry.ts';
import {
	outboxContentHash,
	outboxFileName,
	outboxFileStatement,
	readOutboxFile,
	type OutboxContent,
	type OutboxFile,
} from './outbox-file.ts';

const outbox = { venueId: asId<VenueId>('venue'), outboxId: asId<OutboxId>('ab'.repeat(16)) };
const entry = nextEntry(
	outbox,
	chainStart(outbox),
	{
		...{ kind: 'check-in', sessionId: asId<SessionId>('a-1'), memberId: asId<MemberId>('1'.repeat(16)) },
		...{ serial: 1, channel: 'camera', flags: [], staffId: null },
	},
	{ wall: 1_800_000_000_000, mono: 5, offset: -20, uncertainty: 40 },
);
const content: OutboxContent = {
	...{ format: 'gongzhan-outbox', v: 1, writtenAt: 1_800_000_000_000, ...outbox },
	...{ deviceId: asId<DeviceId>('cd'.repeat(8)), head: headAfter(entry), hubHead: null, oldest: 1 },
	entries: [entry],
};
const file: OutboxFile = {
	...content,
	...{ contentHash: outboxContentHash(content), signature: 'A'.repeat(86) },
};
const faultOf = (value: unknown) => {
	const read = readOutboxFile(typeof value === 'string' ? value : JSON.stringify(value));
	return read.ok ? null : `${read.error.fault} ${read.error.field ?? ''}`.trim();
};

describe('the file of unsent entries', () => {
	it('is read as it was written', () => {
		expect(readOutboxFile(JSON.stringify(file, null, '\t'))).toEqual({ ok: true, value: file });
		expect(outboxFileName(content)).toBe('gongzhan-outbox-venue-abababab-1.json');
	});

	it('is signed over chain head and content', () => {
		const statement = outboxFileStatement(file, file.contentHash);
		expect(statement).toBe(`gongzhan outbox-file ${outbox.outboxId} 1 ${entry.hash} ${file.contentHash}`);
	});

	it('holds entries of any shape: which can be read is for the hub to say [S8]', () => {
		const strange = { ...content, entries: [entry, { v: 9 }] };
		expect(faultOf({ ...file, ...strange, contentHash: outboxContentHash(strange) })).toBeNull();
	});

	it.each<[string, unknown, string]>([
		['cut off', JSON.stringify(file).slice(0, -9), 'not-json'],
		['empty', '', 'not-json'],
		['a list', [], 'not-an-outbox-file format'],
		['null', null, 'not-an-outbox-file format'],
		['a venue’s file', { format: 'venue' }, 'not-an-outbox-file format'],
		['of tomorrow', { ...file, v: 2 }, 'newer-version v'],
		['without a head', { ...file, head: undefined }, 'invalid head'],
		['with a bad hash', { ...file, head: { seq: 1, hash: 'x' } }, 'invalid head.hash'],
		['unsigned', { ...file, signature: '' }, 'invalid signature'],
		['with an entry less', { ...file, entries: [] }, 'altered contentHash'],
		['of another venue', { ...file, venueId: 'other' }, 'altered contentHash'],
		['with a number that nobody writes', { ...file, entries: [0.5] }, 'altered contentHash'],
	])('is refused where it is %s', (_, value, fault) => {
		expect(faultOf(value)).toBe(fault);
	});
});
