import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hash } from 'node:crypto';
import { makeDirectory } from '../make-directory.ts';
import type { KeyFiles } from './manifest.ts';

const FOLDERS = ['keys', 'tls'];

/** The hub's secrets as files of `dataDir`: signing keys, and the certificates of `gongzhan tls`. */
export function readKeys(dataDir: string): KeyFiles {
	const paths = FOLDERS.flatMap((folder) =>
		existsSync(join(dataDir, folder))
			? readdirSync(join(dataDir, folder), { withFileTypes: true })
					.filter((file) => file.isFile())
					.map((file) => `${folder}/${file.name}`)
			: [],
	);
	return Object.fromEntries(
		paths.map((path) => [path, readFileSync(join(dataDir, path)).toString('base64')]),
	);
}

/** Writes them back, for their owner alone. */
export function writeKeys(dataDir: string, files: KeyFiles): void {
	for (const [path, content] of Object.entries(files)) {
		makeDirectory(dirname(join(dataDir, path)));
		writeFileSync(join(dataDir, path), Buffer.from(content, 'base64'), { mode: 0o600, flush: true });
	}
}

/** What passes and session codes depend on, named by content without telling it. Certificates are left out. */
export function namesOfKeys(files: KeyFiles): Record<string, string> {
	const keys = Object.entries(files).filter(([path]) => path.startsWith('keys/'));
	return Object.fromEntries(keys.map(([path, content]) => [path, hash('sha256', content).slice(0, 16)]));
}

/** Keys that were there and are not among these. */
export function missingKeys(said: Record<string, string>, files: KeyFiles): string[] {
	const there = namesOfKeys(files);
	return Object.keys(said).filter((path) => there[path] !== said[path]);
}
