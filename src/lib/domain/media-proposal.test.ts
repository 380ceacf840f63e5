import { describe, expect, it } from 'vitest';
import { asId } from '../base/id.ts';
import type { Media } from './media.ts';
import { authorsOf, confirmed, dropped, isSaidAlready, withTrack } from './media-proposal.ts';

const [anna, ben, chen] = ['staff:a', 'staff:b', 'staff:c'] as const;
const first = { proposalId: 'p1', authors: authorsOf(null, anna) };
/** Ben has written on what Anna proposed. */
const second = { proposalId: 'p2', authors: authorsOf(first, ben) };

describe('a proposed change of media', () => {
	it.each([
		['whoever wrote it', first, 'p1', anna, 'own-work'],
		['a second person', first, 'p1', ben, null],
		['whoever wrote what it came in the place of', second, 'p2', anna, 'own-work'],
		['whoever wrote it last', second, 'p2', ben, 'own-work'],
		['a third person', second, 'p2', chen, null],
		['a second person who has seen the one before', second, 'p1', chen, 'changed-since'],
		['a second person, once it is gone', null, 'p1', chen, 'changed-since'],
	])('is confirmed by a second person only: %s', (_who, proposal, seen, by, fault) => {
		const done = confirmed(proposal, seen, by);
		expect(done.ok ? null : done.error).toBe(fault);
	});
	it('is taken back by whoever wrote it, and turned down by anybody else', () => {
		expect(dropped(second, 'p2', anna)).toEqual({ ok: true, value: 'take-back' });
		expect(dropped(second, 'p2', chen)).toEqual({ ok: true, value: 'turn-down' });
		expect(dropped(second, 'p1', anna)).toEqual({ ok: false, error: 'changed-since' });
	});
	it('takes the place of captions in its language only', () => {
		const track = (name: string, language: string) => ({
			...{ name, language, type: 'text/vtt', bytes: 1, sha256: 'ab'.repeat(32) },
		});
		const [old, yue] = [track('old.vtt', 'zh-CN'), track('yue.vtt', 'yue')];
		const media: Media = {
			...{ id: asId('ab'.repeat(16)), kind: 'audio', caption: { zh: '口述' }, files: [old, yue] },
		};
		const names = (language: string, put: typeof old | null) =>
			withTrack(media, language, put).files.map(({ name }) => name);
		expect(names('zh-CN', track('new.vtt', 'zh-CN'))).toEqual(['yue.vtt', 'new.vtt']);
		expect(names('zh-CN', null)).toEqual(['yue.vtt']);
		expect(isSaidAlready(media, { caption: { zh: '口述' } })).toBe(true);
		expect(isSaidAlready(media, { caption: { zh: '口述', en: 'Told' } })).toBe(false);
		expect(isSaidAlready(media, { caption: { zh: '口述' }, credit: '馆藏' })).toBe(false);
	});
});
