import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { err, ok, type Result } from '../../base/result.ts';
import type { MediaFault } from '../../domain/media-limits.ts';
import type { Derived, Order, Said } from './derive.ts';

/** More than this no picture within the limits takes: whatever does is up to no good. */
const MOST_BYTES = 1_200_000_000;
const LOOK_EVERY_MS = 100;
const LONGEST_MS = 300_000;

const PROGRAM = fileURLToPath(new URL('./derive.ts', import.meta.url));

/** Makes what devices get of one picture, in a process of its own that may take so much memory and time and no more. */
export function develop(
	order: Order,
	onProgress: (share: number) => void,
): Promise<Result<Derived, MediaFault>> {
	const child = fork(PROGRAM, [], {
		execArgv: ['--max-old-space-size=256'],
		env: {
			PATH: process.env['PATH'],
			VIPS_CONCURRENCY: '1',
			MALLOC_ARENA_MAX: '2',
			VIPS_BLOCK_UNTRUSTED: '1',
		},
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	return new Promise((resolve) => {
		let answer: Result<Derived, MediaFault> = err('failed');
		const began = performance.now();
		const watch = setInterval(() => {
			if (performance.now() - began < LONGEST_MS && residentBytes(child.pid) < MOST_BYTES) return;
			answer = err('too-many-pixels');
			child.kill('SIGKILL');
		}, LOOK_EVERY_MS);
		child.on('message', (said: Said) => {
			if ('progress' in said) onProgress(said.progress);
			else answer = 'fault' in said ? err(said.fault) : ok(said.derived);
		});
		child.once('error', () => undefined);
		child.once('close', () => {
			clearInterval(watch);
			resolve(answer);
		});
		child.send(order);
	});
}

/** What a process holds in memory; 0 where the system does not say. */
function residentBytes(pid: number | undefined): number {
	try {
		return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
	} catch {
		return 0;
	}
}
