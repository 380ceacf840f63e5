import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [sveltekit()],
	build: {
		// Kiosks live long: Chromium 109 is the last one for Windows 7 and 8, which public halls still run.
		target: 'chrome109',
		// Devices have all chunks before they need one: lists of what to fetch ahead would be a tenth of the first screen.
		modulePreload: { resolveDependencies: (_file, deps) => deps.filter((name) => name.endsWith('.css')) },
		rolldownOptions: { checks: { bundlerTimings: false } },
	},
	worker: { format: 'es' },
});
