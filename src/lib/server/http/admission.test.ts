import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openAdmission } from './admission.ts';

const LARGE = 100_000;
const settled = () => new Promise((resolve) => setImmediate(resolve));

it('[S10] small bodies never wait; of large ones few are at work, some wait, the rest are told when to come back', async () => {
	const admission = openAdmission(() => 0);
	const turns: (() => void)[] = [];
	const refused: number[] = [];
	for (let n = 0; n < 100; n++)
		void admission
			.enter(`${n}`, n % 2 === 0 ? LARGE : NaN)
			.then((turn) => (typeof turn === 'number' ? refused.push(turn) : turns.push(turn)));
	await settled();
	expect([turns.length, refused.length]).toEqual([4, 32]);
	expect(refused.every((seconds) => seconds >= 1 && seconds <= 30)).toBe(true);
	expect(await admission.enter('visitor', 1000)).toBeTypeOf('function');
	for (let n = 0; n < turns.length; n++) {
		turns[n]!();
		turns[n]!(); // giving back twice gives back once
		await settled();
		expect(turns.length).toBe(Math.min(68, n + 5));
	}
});

it('whoever is let in comes to work in the order of coming, whatever the order of leaving; one device holds few places', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.nat(9), { maxLength: 60 }),
			fc.infiniteStream(fc.nat(3)),
			async (who, dice) => {
				const admission = openAdmission(() => 0);
				const working: { leave: () => void; device: number }[] = [];
				const [let_in, began]: [number[], number[]] = [[], []];
				const places = new Map<number, number>();
				who.forEach((device, n) => {
					const holds = places.get(device) ?? 0;
					if (holds < 2) {
						places.set(device, holds + 1);
						let_in.push(n);
					}
					void admission.enter(`${device}`, LARGE).then((turn) => {
						expect(typeof turn).toBe(holds < 2 ? 'function' : 'number');
						if (typeof turn === 'number') return;
						began.push(n);
						working.push({ leave: turn, device });
					});
				});
				for (await settled(); working.length > 0; await settled()) {
					expect(working.length).toBeLessThanOrEqual(4);
					working.splice(dice.next().value! % working.length, 1)[0]!.leave();
				}
				expect(began).toEqual(let_in);
			},
		),
		{ numRuns: 50 },
	);
});
