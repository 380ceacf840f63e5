import type { Server } from 'node:http';
import type { Config } from '../lib/server/config.ts';
import { listen } from '../lib/server/http/server.ts';
import { fail, reasonOf } from './fail.ts';

export async function listenOrFail(server: Server, { host, port }: Config): Promise<void> {
	try {
		await listen(server, host, port);
	} catch (error) {
		fail(FAULTS[(error as NodeJS.ErrnoException).code ?? '']?.(host, port) ?? otherFault(error, host, port));
	}
}

const FAULTS: Record<string, (host: string, port: number) => string> = {
	EADDRINUSE: (host, port) =>
		`PORT ${port} on ${host} is taken: stop the program that listens there, or start with another PORT`,
	EACCES: (_, port) => `PORT ${port} needs more rights than this user has: choose one above 1023`,
	EADDRNOTAVAIL: (host) => `HOST ${host} is no address of this machine: try 127.0.0.1 or 0.0.0.0`,
	ENOTFOUND: (host) => `HOST ${host} is a name nobody knows: try 127.0.0.1 or 0.0.0.0`,
};

const otherFault = (error: unknown, host: string, port: number): string =>
	`cannot listen on ${host}, PORT ${port}: ${reasonOf(error)}`;
