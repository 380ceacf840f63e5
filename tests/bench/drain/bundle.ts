import { join } from 'node:path';
import { build } from 'vite';

/** One script for a page or worker, minified as a release is. `name`: of a file in pages/. */
export async function bundle(name: string): Promise<string> {
	const built = await build({
		...{ configFile: false, root: import.meta.dirname, logLevel: 'error' },
		define: { 'process.env.NODE_ENV': '"production"' },
		build: {
			...{ write: false, target: 'chrome109', minify: true },
			rolldownOptions: {
				input: join(import.meta.dirname, 'pages', name),
				output: { format: 'iife' },
			},
		},
	});
	const [output] = [built].flat() as { output: { code?: string }[] }[];
	return output!.output[0]!.code!;
}
