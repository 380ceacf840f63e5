import { expect, it } from 'vitest';
import { at, ZONE } from '../../../tests/fixtures/venue.ts';
import { isReloadDue } from './nightly.ts';

const due = (started: number, now: number) => isReloadDue(started, now, '03:30', ZONE);

it('is due once the hour has passed since the start', () => {
	expect(due(at('09:00', '2026-11-19'), at('03:29'))).toBe(false);
	expect(due(at('09:00', '2026-11-19'), at('03:30'))).toBe(true);
	expect(due(at('09:00', '2026-11-18'), at('12:00'))).toBe(true);
});

it('is not due again after the reload', () => {
	expect(due(at('03:31'), at('23:00'))).toBe(false);
});
