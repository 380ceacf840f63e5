import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Apart from vite.config.ts, so that building never needs what only tests need.
export default defineConfig({
	plugins: [svelte()],
	resolve: { alias: { $lib: fileURLToPath(new URL('src/lib', import.meta.url)) } },
	test: {
		environment: 'node',
		include: [
			'src/**/*.test.ts',
			'tests/architecture.test.ts',
			'tests/{contract,simulation,hub,doorway}/**/*.test.ts',
			// Real processes that are killed and cut off: `npm run long`.
			...(process.env['LONG'] ? ['tests/faults/**/*.test.ts'] : []),
		],
		testTimeout: 20_000,
		maxWorkers: 2,
	},
});
