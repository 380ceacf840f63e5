import { expect, it } from 'vitest';
import { maskName } from './masking.ts';

it.each([
	['王小明', '王*明'],
	['王明', '王*'],
	['欧阳修', '欧阳*'],
	['欧阳娜娜', '欧阳**'],
	['司马', '司*'],
	['阿依古丽·买买提', '阿******提'],
	['Alice Zhang', 'A***'],
	['王', '王*'],
	['  ', '*'],
])('%s → %s', (name, masked) => {
	expect(maskName(name)).toBe(masked);
});
