import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS } from '../../src/lib/domain/audit.ts';
import { DESK_ACTIONS } from '../../src/lib/server/desk-acts.ts';
import { auditWords } from '../../src/lib/i18n/staff/audit-words.ts';
import { root } from './harness.ts';

/** Codes in the source: members named `action`, and what the small functions are given that append a line. */
const WRITTEN = [
	/\baction:\s*(?:[\w.]+(?:\s*===?\s*'[^']+')?\s*\?\s*)?'([a-z][a-z-]+)'(?:\s*:\s*'([a-z][a-z-]+)')?/g,
	/\baction = [^;]*?\?\s*'([a-z][a-z-]+)'\s*:\s*'([a-z][a-z-]+)'/g,
	/\b(?:note|noteOf|noteAct|auditOf|openSession)\([^;]*?'([a-z]+(?:-[a-z]+)+)'/g,
];

/** What begins so has an ending for each of several acts: they stand in the table by hand. */
const SEVERAL = ['apart', 'consent', 'exhibit', 'media'];

const written = new Set<string>(DESK_ACTIONS);
for (const file of globSync('src/{lib/server,routes}/**/*.ts', { cwd: root })) {
	const source = readFileSync(join(root, file), 'utf8');
	if (!/audit\.append|\bnoteA\w+\(|\bopenSession\(/.test(source)) continue;
	for (const pattern of WRITTEN)
		for (const [, one, other] of source.matchAll(pattern))
			for (const code of [one, other]) if (code) written.add(code);
}

describe('the audit', () => {
	it('has a sentence for every act that the hub writes down, in both languages', () => {
		expect(written.size).toBeGreaterThan(40);
		expect([...written].filter((code) => !(AUDIT_ACTIONS as readonly string[]).includes(code))).toEqual([]);
		const told = { who: '王敏', whom: '陈明', of: (detail: string) => detail, changes: '改课' };
		for (const lang of ['zh', 'en'] as const)
			for (const action of AUDIT_ACTIONS) {
				const sentence = auditWords(lang).sentences[action](told);
				expect(sentence.length, action).toBeGreaterThan(3);
				expect(sentence, action).not.toMatch(/undefined|null|\[object/);
			}
	});
	it('knows each family of acts', () => {
		const families = new Set<string>();
		for (const file of globSync('src/lib/server/**/*.ts', { cwd: root }))
			for (const [, family] of readFileSync(join(root, file), 'utf8').matchAll(/action: `([a-z]+)-\$\{/g))
				families.add(family!);
		expect([...families].sort()).toEqual(SEVERAL);
		for (const family of SEVERAL)
			expect(AUDIT_ACTIONS.filter((action) => action.startsWith(`${family}-`)).length).toBeGreaterThan(1);
	});
	it('has each act once', () => {
		expect(new Set(AUDIT_ACTIONS).size).toBe(AUDIT_ACTIONS.length);
	});
});
