import { expect, it } from 'vitest';
import type { Honoree } from '../domain/exhibit.ts';
import { choiceFrom, facetValues, narrowed, wallAddress } from './facets.ts';

const person = (id: string, trade: string, home: string, year: number): Honoree =>
	({
		...{ id, name: { zh: id }, initial: id[0], work: { zh: 'x' }, motif: 'steel', summary: { zh: 'x' } },
		...{ trade: { zh: trade }, home: { zh: home, en: `${home}!` } },
		honours: [{ title: { zh: 't' }, level: 'national', year, kind: 'model-worker' }],
	}) as unknown as Honoree;
const wall = [
	person('A1', '钢铁', '辽宁', 1950),
	person('A2', '钢铁', '河北', 1959),
	person('B1', '石油', '河北', 1959),
];
const ids = (people: readonly Honoree[]) => people.map(({ id }) => id as string);

it('narrows by every facet chosen', () => {
	expect(ids(narrowed(wall, { trade: '钢铁', decade: '1950' }))).toEqual(['A1', 'A2']);
	expect(ids(narrowed(wall, { trade: '钢铁', home: '河北' }))).toEqual(['A2']);
	expect(narrowed(wall, {})).toBe(wall);
	expect(narrowed(wall, { letter: 'Z' })).toEqual([]);
});

it('counts what each value would leave of what the other facets leave', () => {
	expect(facetValues(wall, { home: '河北' }, 'trade')).toEqual([
		{ value: '石油', count: 1, label: { zh: '石油' } },
		{ value: '钢铁', count: 1, label: { zh: '钢铁' } },
	]);
	expect(facetValues(wall, { home: '河北' }, 'home').map(({ value, count }) => [value, count])).toEqual([
		['河北', 2],
		['辽宁', 1],
	]);
});

it('is in the address, and nothing else is', () => {
	const choice = { trade: '钢铁', letter: 'A' };
	const address = new URL(wallAddress(choice), 'http://hub');
	expect(choiceFrom(address.searchParams)).toEqual(choice);
	expect(choiceFrom(new URLSearchParams('colour=red&trade='))).toEqual({});
	expect(wallAddress({})).toBe('/kiosk/exhibits');
});
