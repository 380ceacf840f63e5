import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betterOf, correctNow, estimateFrom } from './hub-time.ts';

describe('[S17] hub time', () => {
	it('contains the truth within its uncertainty, whatever the network and the wall clock do', () => {
		const delay = fc.integer({ min: 0, max: 8000 });
		fc.assert(
			fc.property(
				fc.integer({ min: -1e9, max: 1e9 }),
				delay,
				delay,
				fc.nat(86_400_000),
				fc.integer({ min: -1e8, max: 1e8 }),
				(skew, there, back, later, jump) => {
					const start = 1_800_000_000_000;
					const sample = {
						sent: start,
						received: start + there + back,
						hubTime: start + there + skew,
						mono: 1000,
					};
					const estimate = estimateFrom(sample, 'run');
					const truth = start + there + back + skew + later;
					const told = correctNow(estimate, sample.received + later + jump, 1000 + later, 'run');
					expect(Math.abs(told.now - truth)).toBeLessThanOrEqual(told.uncertainty + 1);
				},
			),
		);
	});
	it('doubts more after a restart, and everything when the clock was set back', () => {
		const estimate = estimateFrom({ sent: 1000, received: 1100, hubTime: 5050, mono: 0 }, 'run 1');
		const same = correctNow(estimate, 61_100, 60_000, 'run 1');
		const restarted = correctNow(estimate, 61_100, 3, 'run 2');
		expect(restarted.uncertainty).toBeGreaterThan(same.uncertainty);
		expect(correctNow(estimate, 900, 3, 'run 2').uncertainty).toBeGreaterThan(86_400_000);
		expect(correctNow(null, 900, 3, 'run 2').uncertainty).toBeGreaterThan(86_400_000);
	});
	it('keeps a quick answer’s estimate over a slow one’s, until it has aged or the clock has jumped', () => {
		const quick = estimateFrom({ sent: 1000, received: 1010, hubTime: 1005, mono: 0 }, 'run');
		const slow = estimateFrom({ sent: 2000, received: 5000, hubTime: 3400, mono: 4000 }, 'run');
		expect(betterOf(quick, slow)).toBe(quick);
		const muchLater = { ...slow, contactMono: 3e7 };
		expect(betterOf(quick, muchLater)).toBe(muchLater);
		const jumped = { ...slow, offset: 3_600_000 };
		expect(betterOf(quick, jumped)).toBe(jumped);
		expect(betterOf(null, slow)).toBe(slow);
	});
});
