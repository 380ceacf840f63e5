import { expect, it } from 'vitest';
import type { Story } from '$lib/domain/story.ts';
import { storyOfWeek } from './relations.ts';

const shown = (weeks: Readonly<Record<string, string | undefined>>) => ({
	stories: new Map(
		Object.entries(weeks).map(([id, week]) => [id as Story['id'], { id, week } as unknown as Story]),
	),
});

it.each([
	[{ a: undefined, now: '2026-W48', later: '2026-W52' }, 'now'],
	[{ a: undefined, before: '2026-W40', later: '2026-W52' }, 'before'],
	[{ a: undefined, b: '2026-W49' }, 'a'],
])('of %j the story of the week is %s', (weeks, id) => {
	expect(storyOfWeek(shown(weeks), '2026-W48')?.id).toBe(id);
});
