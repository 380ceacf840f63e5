import { readFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { createSecureContext } from 'node:tls';
import type { Config } from '../lib/server/config.ts';
import type { Credentials } from '../lib/server/http/server.ts';
import type { LocalTls } from '../lib/server/tls/folder.ts';
import { serverNames } from '../lib/server/tls/names.ts';
import { fail, reasonOf } from './fail.ts';

/** The files named by the operator; else, for the LAN, our own authority's; else none. */
export async function credentialsFor(config: Config, lan: boolean): Promise<Credentials | null> {
	if (config.tls) return readCredentials(config.tls);
	return lan ? (await localTlsOrFail(config.dataDir)).server : null;
}

function readCredentials(files: NonNullable<Config['tls']>): Credentials {
	const pair = { cert: readPem('TLS_CERT', files.cert), key: readPem('TLS_KEY', files.key) };
	try {
		createSecureContext(pair);
	} catch (error) {
		fail(
			`TLS_CERT ${files.cert} and TLS_KEY ${files.key} are no PEM certificate and its key: ${reasonOf(error)}`,
		);
	}
	return pair;
}

function readPem(name: string, file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		return fail(`${name} is ${file}, which cannot be read: ${reasonOf(error)}`);
	}
}

/** The hub's own certificates for this machine's names of today. */
export async function localTlsOrFail(dataDir: string): Promise<LocalTls> {
	// Loaded only where it is used: it takes a while.
	const { openLocalTls } = await import('../lib/server/tls/folder.ts');
	try {
		return await openLocalTls(dataDir, serverNames(hostname(), networkInterfaces()), Date.now());
	} catch (error) {
		return fail(`certificates cannot be kept in ${dataDir}/tls: ${reasonOf(error)}`);
	}
}
