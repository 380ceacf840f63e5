import { expect, it } from 'vitest';
import { idleStage, type IdleFacts } from './idle.ts';

const limits = { menu: 60, reading: 120, personal: 30 };
const after = (seconds: number, differs: Partial<IdleFacts> = {}) =>
	idleStage({
		kind: 'menu',
		limits,
		elder: false,
		playing: false,
		lastTouch: 1000,
		now: 1000 + seconds * 1000,
		...differs,
	});

it.each([
	['menu', 39.9, 40.1, 60],
	['reading', 99.9, 100.1, 120],
	['personal', 14.9, 15.1, 30],
] as const)('leaves a %s alone, warns, and goes home', (kind, before, warns, over) => {
	expect(after(before, { kind })).toEqual({ is: 'active' });
	expect(after(warns, { kind })).toMatchObject({ is: 'warning' });
	expect(after(over, { kind })).toEqual({ is: 'idle' });
});

it('counts down whole seconds', () => {
	expect(after(40)).toEqual({ is: 'warning', secondsLeft: 20 });
	expect(after(59.5)).toEqual({ is: 'warning', secondsLeft: 1 });
});

it('gives twice the time in elder mode', () => {
	expect(after(60, { elder: true })).toEqual({ is: 'active' });
	expect(after(100, { elder: true })).toEqual({ is: 'warning', secondsLeft: 20 });
	expect(after(120, { elder: true })).toEqual({ is: 'idle' });
});

it('waits while something plays', () => {
	expect(after(10_000, { playing: true })).toEqual({ is: 'active' });
});
