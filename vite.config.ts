import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
	plugins: [sveltekit()],
	build: {
		// Kiosks live long: Chromium 109 is the last one for Windows 7 and 8, which public halls still run.
		target: 'chrome109',
		rolldownOptions: { checks: { bundlerTimings: false } },
	},
	worker: { format: 'es' },
});
