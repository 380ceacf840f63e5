import { expect, it } from 'vitest';
import type { HonoreeId } from '../base/id.ts';
import type { Honoree, Honour } from '../domain/exhibit.ts';
import { chiefHonour, galleryOrder, neighbours, personOfMonth } from './gallery.ts';

const honour = (level: Honour['level'], year: number): Honour => ({ title: { zh: '劳动模范' }, level, year });

const person = (id: string, over: Partial<Honoree> = {}): Honoree => ({
	id: id as HonoreeId,
	name: { zh: `姓名${id}`, en: `Name ${id}` },
	initial: id[0]!.toUpperCase(),
	work: { zh: '钢铁工人' },
	motif: 'steel',
	honours: [honour('national', 1956)],
	summary: { zh: '一句话' },
	story: [],
	milestones: [],
	quotes: [],
	media: [],
	...over,
});

const wang = person('wang', { honours: [honour('city', 1950), honour('national', 1959)] });
const meng = person('meng', { honours: [honour('national', 1950)], work: { zh: '鞍钢炼铁工人' } });
const li = person('li', { honours: [honour('province', 1949)], month: '2026-10' });
const all = [wang, meng, li];

it('hangs the highest honours first, the earlier of equals before', () => {
	expect(galleryOrder(all).map((h) => h.id)).toEqual(['meng', 'wang', 'li']);
	expect(chiefHonour(wang).year).toBe(1959);
});

it('always finds a person of the month where there are people', () => {
	expect(personOfMonth(all, '2026-11')?.id).toBe('li');
	expect(personOfMonth(all, '2026-09')).not.toBeNull();
	expect(personOfMonth(all, '2026-08')).not.toBe(personOfMonth(all, '2026-09'));
	expect(personOfMonth([], '2026-09')).toBeNull();
});

it('goes around the wall', () => {
	const order = galleryOrder(all);
	expect(neighbours(order, wang.id)).toEqual({ previous: meng, next: li });
	expect(neighbours(order, li.id)?.next).toBe(meng);
	expect(neighbours([wang], wang.id)).toBeNull();
});
