import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a directory that is its owner's alone, and those above it that are missing. Throws the system's error. Node's own
 * `recursive` never ends where the system answers that nothing is there although the parent is (/proc does).
 */
export function makeDirectory(path: string): void {
	if (existsSync(path)) return;
	makeDirectory(dirname(path));
	try {
		mkdirSync(path, { mode: 0o700 });
	} catch (failure) {
		// Another hub that starts with the same directory came first.
		if (!existsSync(path)) throw failure;
	}
}
