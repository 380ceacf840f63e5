import { describe, expect, it } from 'vitest';
import { openingHoursOf, openingText } from './opening-text.ts';

describe('opening hours as people type them', () => {
	it.each([
		['周一至周五 9:00-20:30', [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '20:30' }]],
		['六、日 10：00–17：00', [{ days: [6, 7], from: '10:00', to: '17:00' }]],
		['Mon-Fri 09:00-21:00', [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '21:00' }]],
		['1,3,5 09:00-24:00', [{ days: [1, 3, 5], from: '09:00', to: '24:00' }]],
		['星期天 08:00 至 12:00', [{ days: [7], from: '08:00', to: '12:00' }]],
		['', []],
	])('%s', (text, hours) => {
		expect(openingHoursOf(text)).toEqual(hours);
	});
	it.each(['平日开门', '周五至周一 09:00-21:00', '周一 21:00-09:00', '周八 09:00-21:00', '周一 09:00-25:00'])(
		'%s is none',
		(text) => {
			expect(openingHoursOf(text)).toBeNull();
		},
	);
	it('are read as they were written', () => {
		const text = '周一至周五 09:00-20:30\n周六、周日 10:00-17:00';
		expect(openingText(openingHoursOf(text)!)).toBe(text);
	});
});
