// The X.509 library's own dependency asks for it.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { toHex } from '../../base/bytes.ts';

/** P-256 everywhere: old kiosks know it, and a handshake costs them little. */
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
const CA_DAYS = 3650;
/** Browsers refuse certificates of servers that live longer than 398 days. */
export const LEAF_DAYS = 397;

/** PEM texts of a certificate and its PKCS#8 key. */
export interface Pair {
	readonly cert: string;
	readonly key: string;
}

/** What a server is called: DNS names and IP addresses. */
export interface ServerNames {
	readonly dns: readonly string[];
	readonly ips: readonly string[];
}

/** A certificate authority for one hub, good for nothing but its own servers. `now`: ms. */
export async function makeAuthority(label: string, now: number): Promise<Pair> {
	const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const cert = await x509.X509CertificateGenerator.createSelfSigned({
		serialNumber: newSerial(),
		name: [{ CN: [`Gongzhan 宫站 local CA (${label})`] }],
		notBefore: new Date(now - DAY),
		notAfter: new Date(now + CA_DAYS * DAY),
		keys,
		signingAlgorithm: ALGORITHM,
		extensions: [
			new x509.BasicConstraintsExtension(true, 0, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
		],
	});
	return { cert: cert.toString('pem'), key: await keyPem(keys.privateKey) };
}

/** A server's certificate with the authority's behind it, as a server sends it. */
export async function issue(authority: Pair, names: ServerNames, now: number): Promise<Pair> {
	const ca = new x509.X509Certificate(authority.cert);
	const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
	const cert = await x509.X509CertificateGenerator.create({
		serialNumber: newSerial(),
		subject: [{ CN: [names.dns[0] ?? names.ips[0] ?? 'localhost'] }],
		issuer: ca.subjectName,
		notBefore: new Date(now - DAY),
		notAfter: new Date(now + (LEAF_DAYS - 1) * DAY),
		publicKey: keys.publicKey,
		signingKey: await readKey(authority.key),
		signingAlgorithm: ALGORITHM,
		extensions: [
			new x509.BasicConstraintsExtension(false, undefined, true),
			new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
			new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
			new x509.SubjectAlternativeNameExtension([
				...names.dns.map((value) => ({ type: 'dns' as const, value })),
				...names.ips.map((value) => ({ type: 'ip' as const, value })),
			]),
			await x509.AuthorityKeyIdentifierExtension.create(ca.publicKey),
			await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
		],
	});
	return {
		cert: `${cert.toString('pem')}\n${authority.cert.trim()}\n`,
		key: await keyPem(keys.privateKey),
	};
}

/** Positive, as the standard asks, and too long to guess. */
function newSerial(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[0] = (bytes[0]! & 0x7f) | 0x40;
	return toHex(bytes);
}

const keyPem = async (key: CryptoKey): Promise<string> =>
	`${x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;

const readKey = (pem: string): Promise<CryptoKey> =>
	crypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), ALGORITHM, false, ['sign']);
