import { expect, it } from 'vitest';
import { floorName, floorSign, placeName } from './floors.ts';
import { formatDate, formatMoment, formatTime, minutesUntil } from './time.ts';

const zone = 'Asia/Shanghai';
const at = (iso: string) => Date.parse(iso);

it('writes times in the venue’s zone, midnight as 00:00', () => {
	expect(formatTime(at('2026-11-22T10:30:00Z'), zone)).toBe('18:30');
	expect(formatTime(at('2026-11-22T16:00:00Z'), zone)).toBe('00:00');
	expect(formatTime(at('2026-11-22T10:30:00Z'), 'America/New_York')).toBe('05:30');
});

it('writes dates in both languages', () => {
	expect(formatDate(at('2026-11-22T10:30:00Z'), zone, 'zh')).toBe('11月22日 星期日');
	expect(formatDate(at('2026-11-22T10:30:00Z'), zone, 'en')).toBe('Sunday 22 November');
});

it('calls days by name around today, by the venue’s midnight', () => {
	const now = at('2026-11-22T16:10:00Z'); // 00:10 on the 23rd
	expect(formatMoment(at('2026-11-22T13:40:00Z'), now, zone, 'zh')).toBe('昨天 21:40');
	expect(formatMoment(at('2026-11-22T16:05:00Z'), now, zone, 'zh')).toBe('今天 00:05');
	expect(formatMoment(at('2026-11-24T01:00:00Z'), now, zone, 'en')).toBe('tomorrow 09:00');
	expect(formatMoment(at('2026-11-20T01:00:00Z'), now, zone, 'zh')).toBe('11月20日 星期五 09:00');
});

it('counts minutes up to the moment', () => {
	expect(minutesUntil(60_001, 0)).toBe(2);
	expect(minutesUntil(1, 0)).toBe(1);
	expect(minutesUntil(0, 5)).toBe(0);
});

it('names storeys above and below ground', () => {
	expect([floorName(3, 'zh'), floorName(-1, 'zh'), floorName(2, 'en')]).toEqual([
		'3 楼',
		'地下 1 层',
		'Floor 2',
	]);
	expect([floorSign(3), floorSign(-1)]).toEqual(['3F', 'B1']);
	expect(placeName({ floor: 1, name: { zh: '报告厅' } }, 'en')).toBe('Floor 1 报告厅');
});
