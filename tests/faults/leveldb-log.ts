import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A record's head: checksum, length (200), kind (whole). */
const HEAD = Buffer.from([1, 2, 3, 4, 200, 0, 1]);
const LENGTH = 200;

/**
 * Leaves Chromium's databases as a power cut in the middle of a write does: the log ends with the head of a record that has no body.
 * For a profile whose Chromium is dead.
 */
export const tearLog = (profile: string): void => appendFileSync(logOf(profile), HEAD);

/** Damages the log so that Chromium throws away all databases of the origin when it starts. */
export const spoilLog = (profile: string): void =>
	appendFileSync(logOf(profile), Buffer.concat([HEAD, Buffer.alloc(LENGTH, 7)]));

function logOf(profile: string): string {
	const root = join(profile, 'Default/IndexedDB');
	const folder = join(
		root,
		readdirSync(root).find((name) => name.endsWith('.leveldb'))!,
	);
	const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
	return join(folder, logs.sort().at(-1)!);
}
