/**
 * Runs a PostgreSQL server until the process that started this one says so on stdin, or is gone: then stdin ends. Killed
 * tests leave no server behind.
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

interface Guarded {
	readonly server: string;
	readonly folder: string;
	readonly settings: Readonly<Record<string, string>>;
	readonly identity: { readonly uid?: number; readonly gid?: number };
}

const { server, folder, settings, identity } = JSON.parse(process.env['GUARDED']!) as Guarded;
const wanted = { listen_addresses: '', unix_socket_directories: folder, ...settings };
const child = spawn(
	server,
	[
		'-D',
		join(folder, 'data'),
		...Object.entries(wanted).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
	],
	{
		...identity,
		cwd: folder,
		env: { PATH: process.env['PATH'], LC_ALL: 'C' },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	},
);
for (const stream of [child.stdout, child.stderr])
	stream.on('data', (text: Buffer) => void process.stdout.write(text));
// Nobody reads any more: not a reason to end before the server has.
process.stdout.on('error', () => undefined);

let word = '';
process.stdin.setEncoding('utf8').on('data', (text: string) => (word += text));
process.stdin.on('end', () => {
	// An immediate stop leaves the data as a crash does; nobody wants them any more.
	if (word === 'kill') process.kill(-child.pid!, 'SIGKILL');
	else child.kill('SIGQUIT');
});
process.on('SIGTERM', () => child.kill('SIGQUIT'));
process.on('SIGINT', () => undefined);
child.on('exit', (code) => {
	if (word === '') rmSync(folder, { recursive: true, force: true });
	process.exit(code ?? 1);
});
