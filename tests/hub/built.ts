import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './harness.ts';

const LOCK = join(root, 'node_modules', '.gongzhan-building');

/** Builds the app where src has changed since. Test files run side by side: one builds, the others wait for it. */
export async function buildIfStale(): Promise<void> {
	while (!locked()) {
		if (!isAlive(holder())) rmSync(LOCK, { force: true });
		await sleep(200);
	}
	try {
		execFileSync(process.execPath, [join(root, 'scripts/setup.mjs'), 'build'], { stdio: 'inherit' });
	} finally {
		rmSync(LOCK, { force: true });
	}
}

function locked(): boolean {
	try {
		writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
		return true;
	} catch {
		return false;
	}
}

function holder(): number {
	try {
		return Number(readFileSync(LOCK, 'utf8'));
	} catch {
		return 0;
	}
}

function isAlive(pid: number): boolean {
	try {
		return pid === 0 || process.kill(pid, 0);
	} catch {
		return false;
	}
}
