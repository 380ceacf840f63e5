import { defineConfig } from '@playwright/test';
import { launchOptions } from '../chromium.ts';

export default defineConfig({
	testDir: '.',
	testMatch: '**/*.test.ts',
	// A film of a minute in real time wants the machine for itself: `npm run queue`.
	testIgnore: process.env['FILM'] ? [] : '**/queue.test.ts',
	outputDir: '../../test-results',
	workers: 2,
	retries: 0,
	timeout: 120_000,
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
