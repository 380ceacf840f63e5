import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, stepSync, waitAfter, type Failure, type SyncEvent, type SyncState } from './machine.ts';

const NOW = 10_000;
const states: Record<string, SyncState> = {
	resting: { is: 'resting' },
	sending: { is: 'sending', attempt: 2 },
	'waiting, not yet due': { is: 'waiting', attempt: 2, until: NOW + 1, because: 'unreachable' },
	'waiting, due': { is: 'waiting', attempt: 2, until: NOW, because: 'unreachable' },
	renewing: { is: 'renewing', attempt: 2 },
};
const events: Record<string, SyncEvent> = {
	nudge: { on: 'nudge' },
	tick: { on: 'tick' },
	reached: { on: 'reached' },
	'sent, some left': { on: 'sent', left: 3 },
	'sent, none left': { on: 'sent', left: 0 },
	unreachable: { on: 'failed', failure: 'unreachable' },
	unauthorized: { on: 'failed', failure: 'unauthorized' },
	unpaired: { on: 'failed', failure: 'unpaired' },
	outdated: { on: 'failed', failure: 'outdated' },
	'hub outdated': { on: 'failed', failure: 'hub-outdated' },
	renewed: { on: 'renewed' },
};

const stay = 'stays';
const sending = (attempt: number) => `sending ${attempt}, send`;
const waiting = (because: Failure, attempt = 3) => `waiting ${attempt} ${because}, none`;

/** One cell for each state and event. */
const CELLS: Record<keyof typeof states, Record<keyof typeof events, string>> = {
	resting: {
		nudge: sending(0),
		tick: stay,
		reached: stay,
		'sent, some left': stay,
		'sent, none left': stay,
		unreachable: stay,
		unauthorized: stay,
		unpaired: stay,
		outdated: stay,
		'hub outdated': stay,
		renewed: stay,
	},
	sending: {
		nudge: stay,
		tick: stay,
		reached: stay,
		'sent, some left': sending(0),
		'sent, none left': 'resting, none',
		unreachable: waiting('unreachable'),
		unauthorized: 'renewing 3, renew',
		unpaired: waiting('unpaired'),
		outdated: waiting('outdated'),
		'hub outdated': waiting('hub-outdated'),
		renewed: stay,
	},
	'waiting, not yet due': {
		nudge: stay,
		tick: stay,
		reached: sending(2),
		'sent, some left': stay,
		'sent, none left': stay,
		unreachable: stay,
		unauthorized: stay,
		unpaired: stay,
		outdated: stay,
		'hub outdated': stay,
		renewed: stay,
	},
	'waiting, due': {
		nudge: stay,
		tick: sending(2),
		reached: sending(2),
		'sent, some left': stay,
		'sent, none left': stay,
		unreachable: stay,
		unauthorized: stay,
		unpaired: stay,
		outdated: stay,
		'hub outdated': stay,
		renewed: stay,
	},
	renewing: {
		nudge: stay,
		tick: stay,
		reached: stay,
		'sent, some left': stay,
		'sent, none left': stay,
		unreachable: waiting('unreachable'),
		unauthorized: waiting('unauthorized'),
		unpaired: waiting('unpaired'),
		outdated: waiting('outdated'),
		'hub outdated': waiting('hub-outdated'),
		renewed: sending(2),
	},
};

function inShort(before: SyncState, event: SyncEvent): string {
	const { state, act } = stepSync(before, event, NOW, 0.5);
	if (state === before) return act === 'none' ? stay : `stays, ${act}`;
	const attempt = 'attempt' in state ? ` ${state.attempt}` : '';
	const because = state.is === 'waiting' ? ` ${state.because}` : '';
	return `${state.is}${attempt}${because}, ${act}`;
}

describe('sync machine', () => {
	for (const [stateName, cells] of Object.entries(CELLS))
		for (const [eventName, outcome] of Object.entries(cells))
			it(`${stateName} × ${eventName}: ${outcome}`, () => {
				expect(inShort(states[stateName]!, events[eventName]!)).toBe(outcome);
			});

	it('[S10] waits grow, are jittered, and never exceed a minute', () => {
		const bounds = (attempt: number) => [backoff(attempt, 0), backoff(attempt, 0.999999)];
		expect(bounds(1)).toEqual([500, 1000]);
		expect(bounds(4)).toEqual([4000, 8000]);
		expect(bounds(99)).toEqual([30_000, 60_000]);
	});

	it('[S10] a kiosk comes when the hub has asked it to, within a minute and not all at once', () => {
		const asked = (ms: number) => [waitAfter(9, 0, ms), waitAfter(9, 1, ms)];
		expect(asked(7000)).toEqual([7000, 8000]);
		expect(asked(0)).toEqual([500, 1500]);
		expect(asked(3_600_000)).toEqual([60_000, 60_000]);
		const failed: SyncEvent = { on: 'failed', failure: 'unreachable', retryAfter: 7000 };
		expect(stepSync({ is: 'sending', attempt: 8 }, failed, NOW, 0).state).toMatchObject({
			until: NOW + 7000,
		});
	});

	it('[S12] an answer does not hurry a kiosk that was told it is a stranger', () => {
		const state: SyncState = { is: 'waiting', attempt: 1, until: NOW + 1, because: 'unpaired' };
		expect(inShort(state, { on: 'reached' })).toBe(stay);
	});

	it('[S11] a cookie that is refused again and again does not make a busy loop', () => {
		let state: SyncState = { is: 'sending', attempt: 0 };
		let renewals = 0;
		for (;;) {
			const step = stepSync(state, { on: 'failed', failure: 'unauthorized' }, NOW, 0.5);
			if (step.act !== 'renew') {
				expect(step.state.is).toBe('waiting');
				break;
			}
			renewals++;
			state = stepSync(step.state, { on: 'renewed' }, NOW, 0.5).state;
		}
		expect(renewals).toBe(1);
	});

	it('[S11] a cookie that was lost during a long outage is renewed', () => {
		let state: SyncState = { is: 'sending', attempt: 0 };
		for (let mono = 0; mono < 1e6; mono += 60_001) {
			state = stepSync(state, { on: 'failed', failure: 'unreachable' }, mono, 0).state;
			state = stepSync(state, { on: 'tick' }, mono + 60_000, 0).state;
		}
		expect(stepSync(state, { on: 'failed', failure: 'unauthorized' }, 1e6, 0).act).toBe('renew');
	});

	it('[S10] from any state, ticks and a hub that answers lead to rest', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...Object.values(events)), { maxLength: 40 }),
				fc.double({ min: 0, max: 0.99, noNaN: true }),
				(history, chance) => {
					let mono = 0;
					let state: SyncState = { is: 'resting' };
					for (const event of history) state = stepSync(state, event, (mono += 100), chance).state;
					for (let i = 0; i < 3 && state.is !== 'resting'; i++) {
						state = stepSync(state, { on: 'tick' }, (mono += 60_001), chance).state;
						state = stepSync(state, { on: 'renewed' }, mono, chance).state;
						state = stepSync(state, { on: 'sent', left: 0 }, mono, chance).state;
					}
					expect(state.is).toBe('resting');
				},
			),
		);
	});
});
