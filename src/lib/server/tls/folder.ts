import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { issue, makeAuthority, type Pair, type ServerNames } from './certificate.ts';

/** A hub's own authority and server certificate, kept in DATA_DIR/tls. */
export interface LocalTls {
	readonly server: Pair;
	/** The file to trust on kiosks and phones. */
	readonly caFile: string;
	/** SHA-256 of the authority's certificate, for comparing by eye. */
	readonly caFingerprint: string;
	readonly expiresAt: number;
	/** What this call had to do. */
	readonly did: 'made' | 'renewed' | 'kept';
}

const RENEW_BEFORE = 30 * 86_400_000;

/**
 * Makes what is missing; renews the server's certificate where a name is new or its end near; else keeps all. The
 * authority stays, since every kiosk would have to trust a new one by hand. `now`: ms. Throws where files cannot be
 * read or written.
 */
export async function openLocalTls(dataDir: string, names: ServerNames, now: number): Promise<LocalTls> {
	const folder = join(dataDir, 'tls');
	makeDirectory(folder);
	chmodSync(folder, 0o700);
	const known = readPair(folder, 'ca');
	const authority = known && endOf(known) > now ? known : await makeAuthority(names.dns[1] ?? 'hub', now);
	if (authority !== known) writePair(folder, 'ca', authority);
	const old = authority === known ? readPair(folder, 'server') : null;
	const good = old && endOf(old) - now > RENEW_BEFORE && covers(old, names) && isIssuedBy(old, authority);
	const server = good ? old : await issue(authority, names, now);
	if (!good) writePair(folder, 'server', server);
	return {
		server,
		caFile: join(folder, 'ca.crt'),
		caFingerprint: new X509Certificate(authority.cert).fingerprint256,
		expiresAt: endOf(server),
		did: good ? 'kept' : old ? 'renewed' : 'made',
	};
}

function readPair(folder: string, name: string): Pair | null {
	const [cert, key] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
	if (!existsSync(cert) || !existsSync(key)) return null;
	return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

/** Never leaves half a file behind, nor a key that others may read. */
function writePair(folder: string, name: string, pair: Pair): void {
	for (const [ending, text] of [
		['key', pair.key],
		['crt', pair.cert],
	] as const) {
		const file = join(folder, `${name}.${ending}`);
		writeFileSync(`${file}.new`, text, { mode: 0o600 });
		renameSync(`${file}.new`, file);
	}
}

const endOf = (pair: Pair): number => Date.parse(new X509Certificate(pair.cert).validTo);

/** Does the certificate vouch for all these names? More of them do no harm. */
function covers(pair: Pair, names: ServerNames): boolean {
	const cert = new X509Certificate(pair.cert);
	return names.ips.every((ip) => cert.checkIP(ip)) && names.dns.every((name) => cert.checkHost(name));
}

const isIssuedBy = (pair: Pair, authority: Pair): boolean =>
	new X509Certificate(pair.cert).verify(new X509Certificate(authority.cert).publicKey);
