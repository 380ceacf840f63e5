import { CHANNELS, FIRST_FLAGS, FLAGS, LAST_INSTANT } from '../domain/fact.ts';
import { ENTRY_VERSIONS, type Entry } from './entry.ts';

/**
 * A check-in as our kiosks write it, which nearly every entry is: `EntrySchema` would take it and leave it as it is. False
 * says nothing: ask the schema, the only definition. Tested to agree with it; many times as fast.
 */
export function isPlainEntry(raw: unknown): raw is Entry {
	if (!hasMembers(raw, 9)) return false;
	const { v, entryId, venueId, outboxId, seq, timing, fact, prev, hash } = raw;
	return (
		isOneOf(ENTRY_VERSIONS, v) &&
		isText(venueId, SLUG) &&
		isText(outboxId, HEX_16) &&
		isWhole(seq) &&
		seq >= 1 &&
		seq < 1e15 &&
		entryId === `${outboxId}.${seq}` &&
		isPlainTiming(timing) &&
		isPlainCheckIn(fact, v === 1 ? FIRST_FLAGS : FLAGS) &&
		isText(prev, HEX_32) &&
		isText(hash, HEX_32)
	);
}

type Members = Record<string, unknown>;

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const HEX_8 = /^[0-9a-f]{16}$/;
const HEX_16 = /^[0-9a-f]{32}$/;
const HEX_32 = /^[0-9a-f]{64}$/;

const hasMembers = (value: unknown, count: number): value is Members =>
	typeof value === 'object' && value !== null && Object.keys(value).length === count;
const isText = (value: unknown, shape: RegExp): value is string =>
	typeof value === 'string' && shape.test(value);
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

function isPlainTiming(timing: unknown): boolean {
	if (!hasMembers(timing, 4)) return false;
	const { wall, mono, offset, uncertainty } = timing;
	return (
		isWhole(wall) &&
		wall >= 0 &&
		wall <= LAST_INSTANT &&
		isWhole(mono) &&
		mono >= 0 &&
		isWhole(offset) &&
		wall + offset <= LAST_INSTANT &&
		isWhole(uncertainty) &&
		uncertainty >= 0
	);
}

function isPlainCheckIn(fact: unknown, known: readonly string[]): boolean {
	if (!hasMembers(fact, 7) || fact['kind'] !== 'check-in') return false;
	const { sessionId, memberId, serial, channel, flags, staffId } = fact;
	return (
		isText(sessionId, SLUG) &&
		isText(memberId, HEX_8) &&
		(serial === null || (isWhole(serial) && serial >= 0 && serial <= 65_535)) &&
		isOneOf(CHANNELS, channel) &&
		Array.isArray(flags) &&
		flags.every((flag) => isOneOf(known, flag)) &&
		(staffId === null || isText(staffId, HEX_8))
	);
}

const isOneOf = (words: readonly unknown[], word: unknown): boolean => words.includes(word);
