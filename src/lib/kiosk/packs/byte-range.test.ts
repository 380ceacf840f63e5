import { expect, it } from 'vitest';
import { byteRange } from './byte-range.ts';

it.each([
	[null, null],
	['bytes=0-', { first: 0, last: 99 }],
	['bytes=10-19', { first: 10, last: 19 }],
	['bytes=90-500', { first: 90, last: 99 }],
	['bytes=-10', { first: 90, last: 99 }],
	['bytes=-1000', { first: 0, last: 99 }],
	['bytes=-0', 'unsatisfiable'],
	['bytes=100-', 'unsatisfiable'],
	['bytes=20-10', null],
	['bytes=0-1,5-6', null],
	['lines=0-1', null],
])('%s of a hundred bytes', (header, range) => {
	expect(byteRange(header, 100)).toEqual(range);
});
