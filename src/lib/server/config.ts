import { resolve } from 'node:path';
import { err, ok, type Result } from '../base/result.ts';
import { readOidc } from './oidc-config.ts';
import type { OidcConfig } from './union-sign-in.ts';

/** What the operator decides about a hub, from the environment. Parsed once, at start. */
export interface Config {
	readonly host: string;
	/** 0 asks the system for a free one. */
	readonly port: number;
	/** Absolute. Holds the keys, the database where none is named, and nothing else that is precious. */
	readonly dataDir: string;
	/** A PostgreSQL database, which other hub processes may share; null for a file in `dataDir`. May hold a password: never print it. */
	readonly databaseUrl: string | null;
	/** Where phones and kiosks reach the hub, without a trailing slash; null where nobody said. */
	readonly origin: string | null;
	/** Paths of PEM files; null for plain HTTP. */
	readonly tls: { readonly cert: string; readonly key: string } | null;
	/** Accounts that the union keeps elsewhere; absent where it keeps none. */
	readonly oidc?: OidcConfig;
}

type Env = Readonly<Record<string, string | undefined>>;

/** One line for each wrong value: what it is, why it will not do, and the way out. */
export function readConfig(env: Env): Result<Config, string[]> {
	const faults: string[] = [];
	const fault = (line: string): void => void faults.push(line);
	const oidc = readOidc(env, fault);
	const config: Config = {
		host: readHost(env['HOST'], fault),
		port: readPort(env['PORT'], fault),
		dataDir: resolve(env['DATA_DIR']?.trim() || './data'),
		databaseUrl: readDatabaseUrl(env['DATABASE_URL'], fault),
		origin: readOrigin(env['ORIGIN'], fault),
		tls: readTls(env['TLS_CERT'], env['TLS_KEY'], fault),
		...(oidc && { oidc }),
	};
	return faults.length > 0 ? err(faults) : ok(config);
}

type Fault = (line: string) => void;

function readHost(value: string | undefined, fault: Fault): string {
	const host = value?.trim() || '127.0.0.1';
	if (!/^[A-Za-z0-9.:_-]+$/.test(host))
		fault(`HOST is "${host}": give a host name or an address such as 127.0.0.1 or 0.0.0.0`);
	return host;
}

function readPort(value: string | undefined, fault: Fault): number {
	const text = value?.trim() || '4180';
	const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
	if (!(port <= 65_535)) fault(`PORT is "${text}": give a whole number from 0 to 65535, such as 4180`);
	return port;
}

function readOrigin(value: string | undefined, fault: Fault): string | null {
	const text = value?.trim();
	if (!text) return null;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
	fault(`ORIGIN is "${text}": give scheme, host and port only, such as https://kiosk.example.org`);
	return null;
}

function readTls(cert: string | undefined, key: string | undefined, fault: Fault): Config['tls'] {
	const paths = { cert: cert?.trim(), key: key?.trim() };
	if (paths.cert && paths.key) return { cert: resolve(paths.cert), key: resolve(paths.key) };
	if (paths.cert) fault('TLS_CERT is set without TLS_KEY: name the private key file too, or unset both');
	if (paths.key) fault('TLS_KEY is set without TLS_CERT: name the certificate file too, or unset both');
	return null;
}

const EXAMPLE = 'postgres://user:password@host:5432/gongzhan';

function readDatabaseUrl(value: string | undefined, fault: Fault): string | null {
	const text = value?.trim();
	if (!text) return null;
	// None of these repeats the value: it may hold a password.
	const url = URL.canParse(text) ? new URL(text) : null;
	if (!url || !/^postgres(ql)?:$/.test(url.protocol))
		fault(`DATABASE_URL is no address of a PostgreSQL database: give one such as ${EXAMPLE}, or unset it`);
	else if (url.pathname.length < 2)
		fault(`DATABASE_URL names no database: give it behind the host, such as ${EXAMPLE}`);
	else if (url.hash !== '' || !isDecodable(url.username + url.password + url.pathname))
		fault('DATABASE_URL holds a # or % as it is: give %23 for # and %25 for % in user and password');
	else return text;
	return null;
}

function isDecodable(text: string): boolean {
	try {
		return decodeURIComponent(text) !== '';
	} catch {
		return false;
	}
}
