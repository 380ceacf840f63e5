import { expect, it } from 'vitest';
import fc from 'fast-check';
import { addressKey, openLimits, LIMITS } from './limits.ts';
import { draw, isFull, type Bucket } from './rate-limit.ts';

const rate = { burst: 3, perMinute: 6 };

it('allows a burst, then one for each ten seconds', () => {
	let bucket: Bucket | undefined;
	const ask = (now: number) => {
		const answer = draw(bucket, rate, now);
		bucket = answer.bucket;
		return answer.wait;
	};
	expect([ask(0), ask(0), ask(0), ask(0)]).toEqual([0, 0, 0, 10_000]);
	expect(ask(9_999)).toBeGreaterThan(0);
	expect([ask(10_000), ask(10_000)]).toEqual([0, 10_000]);
});

it('never lets more through than burst plus rate, whatever the times', () => {
	const steps = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 });
	fc.assert(
		fc.property(steps, (waits) => {
			let bucket: Bucket | undefined;
			let now = 0;
			let passed = 0;
			for (const wait of waits) {
				now += wait;
				const answer = draw(bucket, rate, now);
				bucket = answer.bucket;
				if (answer.wait === 0) passed += 1;
			}
			expect(passed).toBeLessThanOrEqual(rate.burst + (now * rate.perMinute) / 60_000 + 1e-6);
		}),
	);
});

it('forgets a bucket only when that changes nothing', () => {
	const { bucket } = draw(undefined, rate, 0);
	expect([isFull(bucket, rate, 9_000), isFull(bucket, rate, 10_000)]).toEqual([false, true]);
});

it('counts each address and each limit by itself', () => {
	const limits = openLimits();
	const burst = LIMITS.pairing.burst;
	for (let i = 0; i < burst; i++) expect(limits.take('pairing', '10.0.0.1', 0)).toBeNull();
	expect(limits.take('pairing', '10.0.0.1', 0)).toBeGreaterThan(0);
	expect(limits.take('pairing', '10.0.0.2', 0)).toBeNull();
	expect(limits.take('device-session', '10.0.0.1', 0)).toBeNull();
});

it('keeps refusing an address while thousands of others come', () => {
	const limits = openLimits();
	for (let i = 0; i < 11; i++) limits.take('pairing', '10.0.0.1', 0);
	for (let i = 0; i < 15_000; i++) limits.take('pairing', `10.1.${i >> 8}.${i & 255}`, 1);
	expect(limits.take('pairing', '10.0.0.1', 2)).toBeGreaterThan(0);
});

it.each([
	['192.168.1.7', '192.168.1.7'],
	['::ffff:192.168.1.7', '192.168.1.7'],
	['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
	['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
	['fe80::1%eth0', 'fe80:0:0:0::/64'],
	['::1', '0:0:0:0::/64'],
])('counts %s as %s', (address, key) => expect(addressKey(address)).toBe(key));
