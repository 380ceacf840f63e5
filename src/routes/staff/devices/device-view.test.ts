import { expect, test } from 'vitest';
import { seenAgo } from './device-view.server.ts';

const minute = 60_000;
const now = 1_800_000_000_000;

test.each([
	[null, 'never', 0],
	[now, 'just-now', 0],
	[now + 5 * minute, 'just-now', 0],
	[now - 2 * minute, 'minutes', 2],
	[now - 119 * minute, 'minutes', 119],
	[now - 120 * minute, 'hours', 2],
	[now - 47 * 60 * minute, 'hours', 47],
	[now - 48 * 60 * minute, 'days', 2],
])('a device last seen at %d was seen %s %d ago', (at, unit, n) => {
	expect(seenAgo(at, now)).toEqual({ unit, n });
});
