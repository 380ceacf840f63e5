import { expect, it } from 'vitest';
import { asId, type NoticeId } from '../base/id.ts';
import { noticesAt, type Notice } from './notice.ts';

const notice = (
	id: string,
	from: number,
	until: number,
	priority: Notice['priority'] = 'normal',
): Notice => ({
	...{ id: asId<NoticeId>(id), title: { zh: id }, from, until, priority },
});

it('is up from its beginning to its end, and not at it', () => {
	const one = [notice('a', 100, 200)];
	expect([99, 100, 199, 200].map((now) => noticesAt(one, now).length)).toEqual([0, 1, 1, 0]);
});

it('important ones come first, then the newest', () => {
	const all = [notice('old', 1, 99), notice('new', 5, 99), notice('fire-drill', 2, 99, 'important')];
	expect(noticesAt(all, 10).map(({ id }) => id)).toEqual(['fire-drill', 'new', 'old']);
});
