/** Peers that the benches compare with: a package.json and a lockfile of their own, installed when first needed. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;

/** Installs what tests/bench/package-lock.json names, unless that is done. Resolves paths below its node_modules. */
export function peers(): (path: string) => string {
	const lock = join(here, 'package-lock.json');
	const installed = join(here, 'node_modules/.package-lock.json');
	if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
		const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
			cwd: here,
			stdio: ['ignore', 'ignore', 'inherit'],
			shell: process.platform === 'win32',
		});
		if (status !== 0) throw new Error('the peers of the benches could not be installed');
	}
	return (path) => join(here, 'node_modules', path);
}
