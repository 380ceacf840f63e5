import { expect, it } from 'vitest';
import { afterWithdrawals, gapOf, type Consent } from './consent.ts';

const ZONE = 'Asia/Shanghai';
/** 00:30 on 23 November at the venue. */
const AT = Date.UTC(2026, 10, 22, 16, 30);

const paper = (givenOn: string, differs: Partial<Consent> = {}): Consent => ({
	...{ id: '00', about: { kind: 'honoree', id: 'wang' }, who: '王', purposes: ['life'], givenOn },
	...{ until: null, withdrawn: null, note: null, scan: null, ...differs },
});
const withdrawn = { at: AT, reason: '本人要求' };
const gap = (...consents: Consent[]) => gapOf(afterWithdrawals(consents, ZONE), 'life', AT + 1);

it('a withdrawal outweighs every paper signed until that day at the venue', () => {
	const ended = paper('2026-01-01', { withdrawn });
	expect(gap(ended, paper('2025-01-01'))).toBe('withdrawn');
	expect(gap(ended, paper('2026-11-23'))).toBe('withdrawn');
	expect(gap(ended, paper('2026-11-24'))).toBeNull();
	expect(gap(paper('2026-01-01'), paper('2025-01-01'))).toBeNull();
});
it('a withdrawal is about what its paper was about', () => {
	const ended = paper('2026-01-01', { withdrawn, purposes: ['portrait'] });
	const [, other] = afterWithdrawals([ended, paper('2025-01-01', { purposes: ['life', 'portrait'] })], ZONE);
	expect(other!.purposes).toEqual(['life']);
	expect(gap(ended, paper('2025-01-01', { purposes: ['life', 'portrait'] }))).toBeNull();
});
