import { chmodSync, existsSync, linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { fromHex, toHex, utf8 } from '../base/bytes.ts';
import { hmacSha256 } from '../base/digest.ts';
import type { DeviceId } from '../base/id.ts';
import type { Random } from '../base/random.ts';
import { err, ok, type Result } from '../base/result.ts';
import { signingKey, type SigningKey } from '../base/signature.ts';
import { hexId, integer } from '../domain/shapes.ts';
import { makeDirectory } from './make-directory.ts';

/** The hub's secrets, in `DATA_DIR/keys` with mode 0600, apart from the database and its backups. */
export interface Keyring {
	/** Signs new passes and revocations. */
	readonly current: { readonly keyId: number; readonly key: SigningKey };
	/** Every key whose passes are still accepted. */
	readonly all: ReadonlyMap<number, SigningKey>;
	/** 32-byte secret for one named purpose: MACs of challenges and tickets. */
	purpose(name: string): Uint8Array;
	/** Root of a device's session codes. */
	deviceRoot(deviceId: DeviceId): Uint8Array;
}

const SigningFile = v.object({ keyId: integer(0, 255), seed: hexId(32) });
const SecretFile = v.object({ secret: hexId(32) });

/** Opens the keys, making them where there are none. The error is one line with the way out. */
export function openKeyring(dataDir: string, random: Random): Result<Keyring, string> {
	const directory = join(dataDir, 'keys');
	try {
		makeDirectory(directory);
		const secret = openSecret(directory, random);
		const all = openSigningKeys(directory, random);
		const keyId = Math.max(...all.keys());
		const purpose = (name: string): Uint8Array => hmacSha256(secret, utf8(`gongzhan ${name}`));
		return ok({
			current: { keyId, key: all.get(keyId)! },
			all,
			purpose,
			deviceRoot: (deviceId) => purpose(`device ${deviceId}`),
		});
	} catch (failure) {
		return err(
			`the keys in ${directory} cannot be used (${(failure as Error).message}): restore them from a backup, or make the directory readable and writable for this user`,
		);
	}
}

function openSecret(directory: string, random: Random): Uint8Array {
	const file = join(directory, 'hub.json');
	if (!existsSync(file)) writePrivately(file, { secret: toHex(random.bytes(32)) }, random);
	return fromHex(readKey(file, SecretFile).secret)!;
}

function openSigningKeys(directory: string, random: Random): Map<number, SigningKey> {
	const names = () => readdirSync(directory).filter((name) => /^pass-\d+\.json$/.test(name));
	if (names().length === 0)
		writePrivately(join(directory, 'pass-1.json'), { keyId: 1, seed: toHex(random.bytes(32)) }, random);
	const files = names().map((name) => readKey(join(directory, name), SigningFile));
	return new Map(files.map(({ keyId, seed }) => [keyId, signingKey(fromHex(seed)!)]));
}

/** Whole or not at all, and never over another: of hubs that start at once with one directory, one makes the key. */
function writePrivately(file: string, content: object, random: Random): void {
	const part = `${file}.${toHex(random.bytes(8))}`;
	writeFileSync(part, JSON.stringify(content), { mode: 0o600, flag: 'wx', flush: true });
	try {
		linkSync(part, file);
	} catch (failure) {
		if ((failure as NodeJS.ErrnoException).code !== 'EEXIST') throw failure;
	} finally {
		rmSync(part);
	}
}

function readKey<S extends v.GenericSchema>(file: string, schema: S): v.InferOutput<S> {
	chmodSync(file, 0o600);
	const parsed = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')));
	if (!parsed.success) throw new Error(`${file} is no key file`);
	return parsed.output;
}
