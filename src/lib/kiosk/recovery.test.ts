import { expect, it } from 'vitest';
import { recoveryDelay } from './recovery.ts';

it('recovers at once, and then once a minute', () => {
	expect(recoveryDelay(null, 5000)).toBe(0);
	expect(recoveryDelay(5000, 5000)).toBe(60_000);
	expect(recoveryDelay(5000, 35_000)).toBe(30_000);
	expect(recoveryDelay(5000, 65_000)).toBe(0);
});

it('does not wait for a clock that was set back', () => {
	expect(recoveryDelay(1_000_000, 5000)).toBe(0);
});
