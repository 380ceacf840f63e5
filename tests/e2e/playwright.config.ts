import { defineConfig } from '@playwright/test';
import { launchOptions } from '../chromium.ts';

const LONG = [
	'comings',
	'sign-up',
	'phone',
	'desk-tablet',
	'faults',
	'steady',
	'lobby',
	'emergency',
	'packs',
	'recording',
];

export default defineConfig({
	testDir: '.',
	testMatch: '**/*.test.ts',
	// A film of a minute in real time wants the machine for itself: `npm run queue`. What takes minutes each, visitors' long
	// ways through the doorway and faults in a real browser, is run by `npm run long`.
	testIgnore: [
		...(process.env['FILM'] ? [] : ['**/queue.test.ts']),
		...(process.env['LONG'] ? [] : LONG.map((name) => `**/${name}.test.ts`)),
	],
	outputDir: '../../test-results',
	workers: 2,
	retries: 0,
	timeout: 180_000,
	expect: { timeout: 20_000 },
	forbidOnly: !!process.env['CI'],
	reporter: [
		['list'],
		['json', { outputFile: process.env['E2E_REPORT'] ?? '../../test-results/report.json' }],
	],
	use: {
		actionTimeout: 20_000,
		browserName: 'chromium',
		launchOptions: launchOptions(),
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		trace: 'retain-on-failure',
	},
});
