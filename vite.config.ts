import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

/** Kiosks live long: Chromium 109 is the last one for Windows 7 and 8, which public halls still run. */
export const oldestBrowser = 'chrome109';

export default defineConfig({
	plugins: [sveltekit()],
	build: { target: oldestBrowser },
	worker: { format: 'es' },
});
