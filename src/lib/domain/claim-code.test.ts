import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLAIM_BYTES, groupClaimCode, makeClaimCode, readClaimCode } from './claim-code.ts';

const bytes = fc.uint8Array({ minLength: CLAIM_BYTES, maxLength: CLAIM_BYTES });

describe('claim code', () => {
	it('is read back however it is typed', () => {
		const code = makeClaimCode(Uint8Array.from({ length: 10 }, (_, n) => n * 3));
		expect(groupClaimCode(code)).toBe('0369-CFJN-RVX');
		for (const typed of ['0369cfjnrvx', ' o369 CFJN rvx ', '０３６９－ＣＦＪＮ－ＲＶＸ', '0369—cfjn—rvx'])
			expect(readClaimCode(typed), typed).toBe(code);
	});
	it('is random in all of its fifty bits', () => {
		fc.assert(
			fc.property(bytes, fc.nat(9), fc.nat(4), (random, at, bit) => {
				const other = random.slice();
				other[at]! ^= 1 << bit;
				expect(makeClaimCode(other)).not.toBe(makeClaimCode(random));
				expect(readClaimCode(groupClaimCode(makeClaimCode(random)))).toBe(makeClaimCode(random));
			}),
		);
	});
	it('with two neighbours swapped, or cut short, is told to be mistyped', () => {
		fc.assert(
			fc.property(bytes, fc.nat(8), (random, at) => {
				const code = makeClaimCode(random);
				const swapped = code.slice(0, at) + code[at + 1]! + code[at]! + code.slice(at + 2);
				// 0 and Z are 31 apart: the one pair that the sum cannot tell.
				if (swapped !== code && !/0Z|Z0/.test(code.slice(at, at + 2)))
					expect(readClaimCode(swapped)).toBeNull();
				expect(readClaimCode(code.slice(0, -1))).toBeNull();
			}),
		);
		for (const typed of ['', 'U369CFJNRVX', '王小明', '0'.repeat(4000)])
			expect(readClaimCode(typed)).toBeNull();
	});
});
