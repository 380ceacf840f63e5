import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../base/bytes.ts';
import { escapeText, foldLine, writeCalendar, type CalendarEvent } from './calendar.ts';

const NOW = Date.parse('2026-11-20T01:02:03.456Z');
const event: CalendarEvent = {
	uid: 'palace/calligraphy-1@gongzhan',
	startsAt: Date.parse('2026-11-23T10:30:00Z'),
	endsAt: Date.parse('2026-11-23T12:00:00Z'),
	summary: '书法',
};
const written = (differs: Partial<CalendarEvent> = {}): string =>
	writeCalendar({ name: '我的课', events: [{ ...event, ...differs }] }, NOW);

/** What a reader does first (3.1): pieces are joined, then lines are split. */
const unfold = (text: string): string[] =>
	text
		.replaceAll(/\r\n[ \t]/g, '')
		.split('\r\n')
		.slice(0, -1);
const value = (text: string, name: string): string | undefined =>
	unfold(text)
		.find((line) => line.startsWith(`${name}:`))
		?.slice(name.length + 1);
/** TEXT as a reader unescapes it. */
const unescaped = (text: string): string =>
	text.replaceAll(/\\([\\;,nN])/g, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c));

/** The grammar of a content line (3.1), as far as it is used here. */
const CONTENT_LINE = /^[A-Z0-9-]+(?:;[A-Z0-9-]+=[^":;,]+)*:(?:\P{Cc}|\t)*$/u;

describe('a calendar', () => {
	it('holds what RFC 5545 asks for, in its order, each line ending with CRLF', () => {
		expect(written().split('\r\n')).toEqual([
			'BEGIN:VCALENDAR',
			'VERSION:2.0',
			'PRODID:-//Gongzhan//Gongzhan//ZH',
			'CALSCALE:GREGORIAN',
			'METHOD:PUBLISH',
			'NAME:我的课',
			'X-WR-CALNAME:我的课',
			'BEGIN:VEVENT',
			'UID:palace/calligraphy-1@gongzhan',
			'DTSTAMP:20261120T010203Z',
			'DTSTART:20261123T103000Z',
			'DTEND:20261123T120000Z',
			'SEQUENCE:0',
			'STATUS:CONFIRMED',
			'SUMMARY:书法',
			'END:VEVENT',
			'END:VCALENDAR',
			'',
		]);
	});
	it('without events is one all the same', () => {
		expect(unfold(writeCalendar({ name: 'a', everyHours: 1, events: [] }, NOW)).slice(-3)).toEqual([
			'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
			'X-PUBLISHED-TTL:PT1H',
			'END:VCALENDAR',
		]);
	});
	it('strikes out what is cancelled, under the same UID, and does not remind of it', () => {
		const text = written({ cancelled: true, sequence: 1, remindBefore: 60 });
		expect(value(text, 'STATUS')).toBe('CANCELLED');
		expect(value(text, 'SEQUENCE')).toBe('1');
		expect(value(text, 'UID')).toBe(event.uid);
		expect(text).not.toContain('VALARM');
		expect(written({ remindBefore: 60 })).toContain('TRIGGER:-PT60M\r\n');
	});
	it('never ends before it begins, and names no address that is none', () => {
		expect(value(written({ endsAt: 0 }), 'DTEND')).toBe('20261123T103000Z');
		expect(value(written({ url: 'https://hub.example/me' }), 'URL')).toBe('https://hub.example/me');
		for (const url of ['javascript:alert(1)', 'https://a\r\nATTENDEE:b', 'https://工会'])
			expect(written({ url })).not.toContain('URL:');
	});
});

describe('text', () => {
	it.each([
		['周一,周三;三楼', '周一\\,周三\\;三楼'],
		['a\\b', 'a\\\\b'],
		['a\\nb', 'a\\\\nb'],
		['一\n二\r\n三\r四\u2028五', '一\\n二\\n三\\n四\\n五'],
		['tab\tstays, bell\u0007 goes', 'tab\tstays\\, bell goes'],
		['a:b "c"', 'a:b "c"'],
	])('%j is escaped', (text, escaped) => expect(escapeText(text)).toBe(escaped));

	it('comes back as it was, and no text makes a line of its own', () => {
		const texts = fc.string({
			unit: fc.oneof(fc.constantFrom(...'\r\n,;:\\"字😀 \t'), fc.string()),
			maxLength: 200,
		});
		fc.assert(
			fc.property(texts, texts, (summary, location) => {
				const text = written({ summary: `x${summary}`, location: `x${location}` });
				for (const line of unfold(text)) expect(line).toMatch(CONTENT_LINE);
				const seen = `x${summary}`
					.replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
					.replaceAll(/(?!\n)[^\P{Cc}\t]/gu, '');
				expect(unescaped(value(text, 'SUMMARY')!)).toBe(seen);
				expect(unfold(text)).toHaveLength(18);
			}),
		);
	});
});

describe('a long line', () => {
	const octets = (text: string): number => utf8(text).length;
	it.each([
		['75 letters stay', 'a'.repeat(75), 1],
		['76 letters are two pieces', 'a'.repeat(76), 2],
		['25 Chinese characters stay', '字'.repeat(25), 1],
		['26 are two', '字'.repeat(26), 2],
		['a character that would cross the edge goes to the next piece', `${'a'.repeat(74)}字`, 2],
		['so does one of four octets', `${'a'.repeat(73)}😀`, 2],
		['a piece after the first has 74 octets and its space', `${'a'.repeat(75)}${'b'.repeat(75)}`, 3],
	])('%s', (_, line, pieces) => {
		const folded = foldLine(line);
		expect(folded.split('\r\n ')).toHaveLength(pieces);
		for (const piece of folded.split('\r\n')) expect(octets(piece)).toBeLessThanOrEqual(75);
		expect(folded.replaceAll('\r\n ', '')).toBe(line);
	});
	it('of anything comes back, in pieces that are whole characters of at most 75 octets', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
				const line = text.replaceAll(/[\r\n]/g, '');
				const folded = foldLine(line);
				for (const piece of folded.split('\r\n')) {
					expect(octets(piece)).toBeLessThanOrEqual(75);
					expect(piece.isWellFormed()).toBe(true);
				}
				expect(folded.replaceAll('\r\n ', '')).toBe(line);
			}),
		);
	});
});
