import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { NOTHING, type Sums } from '$lib/domain/turnout.ts';
import type { Report } from '$lib/server/reports/read-report.ts';
import Page from './+page.svelte';
import Month from './month/+page.svelte';

/** The report's pages with nothing, little and much to tell. */

const sums = (n: number): Sums => ({
	...{
		held: n,
		cancelled: n % 3,
		capacity: 30 * n,
		enrolled: 25 * n,
		came: 20 * n + (n % 7),
		seated: 18 * n,
	},
	...{ late: n, minutes: 1800 * n, visits: 2 * n },
});
const line = (n: number, name: string) => ({ key: `key-${n}`, name, sums: sums(n), newFaces: n });

function report(lines: number): Report {
	const many = Array.from({ length: lines }, (_, n) =>
		line(lines - n, `非物质文化遗产传承人带您学习传统工艺品制作技法高级研修班之第${n}讲座`),
	);
	const heat = Array.from({ length: 7 }, (_, day) =>
		Array.from({ length: 24 }, (_, hour) =>
			lines > 0 && hour > 7 && hour < 22 ? (day + 1) * hour * lines : 0,
		),
	);
	return {
		...{ from: '2026-11-01', to: '2026-11-30', newFaces: lines * 17, waiting: lines > 30 ? 12 : 0, heat },
		total: lines === 0 ? NOTHING : sums(lines * 40),
		every: 'day',
		trend: Array.from({ length: 30 }, (_, n) => ({
			...{ key: `2026-11-${String(n + 1).padStart(2, '0')}`, name: '', newFaces: lines === 0 ? 0 : n % 5 },
			sums: lines === 0 ? NOTHING : sums((n * lines) % 40),
		})),
		by: { programme: many, course: many, teacher: many, weekday: [], hour: [], venue: many },
		hours: many.map((_, n) => ({ name: '王小明', number: `SF${n}`, came: 20 - (n % 20), minutes: 3000 - n })),
	};
}

const shared = {
	lang: 'zh',
	staff: null,
	can: null,
	venueId: 'palace',
	venues: [],
	waiting: 0,
	here: '/staff/reports',
};

describe.each([
	['nothing', 0],
	['little', 1],
	['much', 60],
])('of %s', (_what, lines) => {
	const data = {
		...shared,
		report: report(lines),
		city: lines > 30,
		mayCity: lines > 30,
		venue: '市工人文化宫',
	};
	it('is a page with pictures, and a table behind each', () => {
		const periods = [{ period: 'month' as const, from: '2026-11-01', to: '2026-11-30' }];
		const { body } = render(Page, {
			props: { data: { ...data, made: '', month: '2026-11', periods } as never },
		});
		expect((body.match(/<svg/g) ?? []).length).toBe(lines === 0 ? 0 : 3);
		expect((body.match(/role="img"/g) ?? []).length).toBe(
			(body.match(/<details/g) ?? []).length + (lines === 0 ? 0 : 1),
		);
		expect(body.includes('这段时间没有课')).toBe(lines === 0);
		expect(body).not.toMatch(/NaN|Infinity|undefined/);
		expect(body.includes('其余 36 项')).toBe(lines === 60);
	});
	it('is a month to print', () => {
		const month = { month: '2026-11', previous: '2026-10', next: null, made: '' };
		const { body } = render(Month, { props: { data: { ...data, ...month } as never } });
		expect(body).toContain('2026-11 月报');
		expect(body).not.toMatch(/NaN|Infinity|undefined/);
	});
});
