import { expect, it } from 'vitest';
import { maskName } from './masking.ts';

it.each([
	['王小明', '王*明'],
	['王明', '王*'],
	['欧阳修', '欧阳*'],
	['欧阳娜娜', '欧阳**'],
	['司马', '司*'],
	['阿依古丽·买买提', '阿***提'],
	['欧阳' + '娜'.repeat(28), '欧阳***'],
	['王' + '小'.repeat(28) + '明', '王***明'],
	['𠮷田小明', '𠮷**明'],
	['Alice Zhang', 'A***'],
	['王', '王*'],
	['  ', '*'],
])('%s → %s', (name, masked) => {
	expect(maskName(name)).toBe(masked);
});
