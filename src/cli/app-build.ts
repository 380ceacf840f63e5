import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { fail } from './fail.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The built SvelteKit app. Reads its settings from the environment when it is imported, so set those first. */
export async function loadApp(): Promise<RequestListener> {
	const file = join(ROOT, 'build', 'handler.js');
	if (!existsSync(file)) fail('the app is not built: run `npm start`, or `npm run build` before this');
	const app = (await import(pathToFileURL(file).href)) as { handler: RequestListener };
	return app.handler;
}
