import {
	chmodSync,
	existsSync,
	linkSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { fromHex, toHex, utf8 } from '../base/bytes.ts';
import { hmacSha256 } from '../base/digest.ts';
import type { Clock } from '../base/clock.ts';
import type { DeviceId } from '../base/id.ts';
import type { Random } from '../base/random.ts';
import { err, ok, type Result } from '../base/result.ts';
import { signingKey, type SigningKey } from '../base/signature.ts';
import { hexId, Instant, integer } from '../domain/shapes.ts';
import { makeDirectory } from './make-directory.ts';

/** The hub's secrets, in `DATA_DIR/keys` with mode 0600, apart from the database and its backups. */
export interface Keyring {
	/** Signs new passes and revocations. Another one once a newer key's time has come. */
	readonly current: { readonly keyId: number; readonly key: SigningKey };
	/** Every key whose passes are still accepted. */
	readonly all: ReadonlyMap<number, SigningKey & { readonly from: number }>;
	/** 32-byte secret for one named purpose: MACs of challenges and tickets. */
	purpose(name: string): Uint8Array;
	/** Root of a device's session codes. */
	deviceRoot(deviceId: DeviceId): Uint8Array;
}

const SigningFile = v.object({
	keyId: integer(0, 255),
	seed: hexId(32),
	/** From when on it signs; until then it is only told to kiosks and other hubs. */
	from: v.optional(Instant, 0),
});
type HeldKey = SigningKey & { readonly from: number };
const SecretFile = v.object({ secret: hexId(32) });

/** Opens the keys, making them where there are none. The error is one line with the way out. */
export function openKeyring(
	dataDir: string,
	{ random, clock }: { random: Random; clock: Clock },
): Result<Keyring, string> {
	const directory = keysIn(dataDir);
	try {
		makeDirectory(directory);
		const secret = openSecret(directory, random);
		if (names(directory).length === 0) addSigningKey(dataDir, { keyId: 1, from: 0 }, random);
		const held = heldKeys(directory);
		const purpose = (name: string): Uint8Array => hmacSha256(secret, utf8(`gongzhan ${name}`));
		return ok({
			get current() {
				return signsAt(held(), clock.now());
			},
			get all() {
				return held();
			},
			purpose,
			deviceRoot: (deviceId) => purpose(`device ${deviceId}`),
		});
	} catch (failure) {
		return err(
			`the keys in ${directory} cannot be used (${(failure as Error).message}): restore them from a backup, or make the directory readable and writable for this user`,
		);
	}
}

const keysIn = (dataDir: string): string => join(dataDir, 'keys');
const fileOf = (directory: string, keyId: number): string => join(directory, `pass-${keyId}.json`);
const names = (directory: string): string[] =>
	readdirSync(directory).filter((name) => /^pass-\d+\.json$/.test(name));

/** The keys as they lie there now: one that a command adds or takes away is noticed without a new start. */
function heldKeys(directory: string): () => ReadonlyMap<number, HeldKey> {
	let seen = -1;
	let held = new Map<number, HeldKey>();
	return () => {
		const changed = statSync(directory).mtimeMs;
		if (changed === seen) return held;
		const files = names(directory).map((name) => readKey(join(directory, name), SigningFile));
		held = new Map(files.map(({ keyId, seed, from }) => [keyId, { ...signingKey(fromHex(seed)!), from }]));
		seen = changed;
		return held;
	};
}

/** The newest of those that sign by now; before their time, whichever comes first. */
function signsAt(held: ReadonlyMap<number, HeldKey>, now: number): Keyring['current'] {
	const ready = [...held].filter(([, { from }]) => from <= now);
	const [keyId, key] = ready.sort(([a], [b]) => b - a)[0] ?? [...held].sort(([a], [b]) => a - b)[0]!;
	return { keyId, key };
}

/** A new key for passes, told to nobody yet. */
export function addSigningKey(
	dataDir: string,
	{ keyId, from }: { keyId: number; from: number },
	random: Random,
): void {
	writePrivately(fileOf(keysIn(dataDir), keyId), { keyId, seed: toHex(random.bytes(32)), from }, random);
}

/** Nothing is signed with it again. */
export const dropSigningKey = (dataDir: string, keyId: number): void =>
	rmSync(fileOf(keysIn(dataDir), keyId));

function openSecret(directory: string, random: Random): Uint8Array {
	const file = join(directory, 'hub.json');
	if (!existsSync(file)) writePrivately(file, { secret: toHex(random.bytes(32)) }, random);
	return fromHex(readKey(file, SecretFile).secret)!;
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
