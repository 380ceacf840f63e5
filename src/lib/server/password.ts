import { argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { assert } from '../base/assert.ts';
import type { Random } from '../base/random.ts';

/** Argon2id as OWASP's password storage cheat sheet asks at least: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

export const SHORTEST_PASSWORD = 10;
/** Longer ones are not hashed at all. */
export const LONGEST_PASSWORD = 200;

const derive = promisify(argon2);

/** `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, so that the cost can rise and old hashes still be checked. */
export async function hashPassword(password: string, random: Random): Promise<string> {
	const salt = Buffer.from(random.bytes(SALT_BYTES));
	const tag = await derive('argon2id', { ...COST, message: password, nonce: salt, tagLength: TAG_BYTES });
	const { memory, passes, parallelism } = COST;
	const base64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
	return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

export async function isPassword(password: string, hash: string): Promise<boolean> {
	const parts = FORM.exec(hash);
	assert(parts, 'a stored password hash is argon2id');
	const [, memory, passes, parallelism, salt, tag] = parts;
	const expected = Buffer.from(tag!, 'base64');
	const given = await derive('argon2id', {
		message: password,
		nonce: Buffer.from(salt!, 'base64'),
		memory: Number(memory),
		passes: Number(passes),
		parallelism: Number(parallelism),
		tagLength: expected.length,
	});
	return timingSafeEqual(given, expected);
}
