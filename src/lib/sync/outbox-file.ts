import * as v from 'valibot';
import { canonicalJson, type Json } from '../base/canonical.ts';
import { toHex, utf8 } from '../base/bytes.ts';
import { sha256 } from '../base/digest.ts';
import type { DeviceId, OutboxId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { hexId, Instant, integer, slug } from '../domain/shapes.ts';
import { ChainHeadSchema } from './wire.ts';

/** The file of unsent entries, carried to the hub by hand where a kiosk's network never comes back. */

export const OUTBOX_FILE_FORMAT = 'gongzhan-outbox';
export const OUTBOX_FILE_VERSION = 1;

export const OutboxFileSchema = v.object({
	format: v.literal(OUTBOX_FILE_FORMAT),
	v: v.literal(OUTBOX_FILE_VERSION),
	/** Corrected time. */
	writtenAt: Instant,
	venueId: slug<VenueId>(),
	deviceId: hexId<DeviceId>(8),
	outboxId: hexId<OutboxId>(16),
	/** Last entry the kiosk has ever written. */
	head: ChainHeadSchema,
	/** What the hub last said it holds; null where it never answered. */
	hubHead: v.nullable(ChainHeadSchema),
	/** Number of the oldest entry that the kiosk still holds, as in a request [S7]. */
	oldest: integer(1, Number.MAX_SAFE_INTEGER),
	/** Without a receipt, in order, up to `head`; those set aside too. Each is for the hub to read, as in a request [S8]. */
	entries: v.array(v.unknown()),
	/** SHA-256 of the canonical JSON of all the above. */
	contentHash: hexId(32),
	/** P-256 signature (raw r‖s, base64url) over `outboxFileStatement`, by the device's key. */
	signature: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{86}$/, 'must be a P-256 signature in base64url')),
});
export type OutboxFile = v.InferOutput<typeof OutboxFileSchema>;
/** What it says, before it is signed. */
export type OutboxContent = Omit<OutboxFile, 'contentHash' | 'signature'>;

export const outboxContentHash = (said: OutboxContent): string =>
	toHex(sha256(utf8(canonicalJson(said as unknown as Json))));

/** What the device signs: where its chain stands, and everything in the file. */
export const outboxFileStatement = (
	{ outboxId, head }: Pick<OutboxContent, 'outboxId' | 'head'>,
	contentHash: string,
): string => `gongzhan outbox-file ${outboxId} ${head.seq} ${head.hash} ${contentHash}`;

export type OutboxFileFault =
	/** Cut off, or another kind of file. */
	| 'not-json'
	| 'not-an-outbox-file'
	/** Written by a newer kiosk: update the hub. */
	| 'newer-version'
	| 'invalid'
	/** Its content is not what was signed. */
	| 'altered';

/** `message` says in English what is wrong, and where. */
export interface OutboxFileError {
	readonly fault: OutboxFileFault;
	readonly message: string;
	readonly field?: string;
}

/** Reads a file's text. Whose signature it bears is for the hub to verify, which knows the device's key. */
export function readOutboxFile(text: string): Result<OutboxFile, OutboxFileError> {
	const json = parseJson(text);
	if (json === undefined)
		return fault('not-json', 'the file is not JSON: it was cut off, or is no file of unsent entries');
	const { format, v: version } = (json ?? {}) as { format?: unknown; v?: unknown };
	if (format !== OUTBOX_FILE_FORMAT)
		return fault('not-an-outbox-file', `format: must be "${OUTBOX_FILE_FORMAT}"`, 'format');
	if (typeof version === 'number' && version > OUTBOX_FILE_VERSION)
		return fault(
			'newer-version',
			`v: the file has version ${version}, this hub reads ${OUTBOX_FILE_VERSION}; update the hub`,
			'v',
		);
	const parsed = v.safeParse(OutboxFileSchema, json, { abortEarly: true });
	if (!parsed.success) {
		const field = v.getDotPath(parsed.issues[0]) ?? 'file';
		return fault('invalid', `${field}: ${parsed.issues[0].message}`, field);
	}
	const { contentHash, signature: _, ...said } = parsed.output;
	return hashes(said, contentHash)
		? ok(parsed.output)
		: fault('altered', 'contentHash: the file was changed after the kiosk wrote it', 'contentHash');
}

const fault = (name: OutboxFileFault, message: string, field?: string): Result<never, OutboxFileError> =>
	err({ fault: name, message, ...(field === undefined ? {} : { field }) });

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function hashes(said: OutboxContent, contentHash: string): boolean {
	try {
		return outboxContentHash(said) === contentHash;
	} catch {
		return false; // holds numbers that no kiosk writes
	}
}

/** As the download is called: tells staff which kiosk and when; safe on every file system. */
export const outboxFileName = ({ venueId, outboxId, head }: OutboxContent): string =>
	`gongzhan-outbox-${venueId}-${outboxId.slice(0, 8)}-${head.seq}.json`;
