import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../../base/bytes.ts';
import type { PackFile } from '../../exhibits/media-budget.ts';
import { NoRoom, type OpenPart, type PackStore } from './pack-store.ts';

/** How an attempt at a file has ended. */
export type DownloadEnd =
	/** All of it is here, and it is what its record says. */
	| { is: 'whole' }
	/** The link or the hub gave out; what came is kept. */
	| { is: 'broken'; gained: boolean }
	/** It came, and is not what its record says: nothing of it is kept. */
	| { is: 'wrong' }
	/** The hub has no such file. */
	| { is: 'missing' }
	| { is: 'full' }
	| { is: 'stopped' };

export interface DownloadDeps {
	/** Of the hub, without a trailing slash. */
	readonly origin: string;
	readonly store: PackStore;
	readonly hashes: HashMemory;
	readonly fetch?: typeof fetch;
	readonly signal: AbortSignal;
	/** Awaited before each piece is written: somebody may stand at the door. */
	readonly rest: () => Promise<void>;
	/** Told after each piece: bytes of the file that are on the disk. */
	readonly onBytes: (bytes: number) => void;
	/** Without a single byte for so long the link is dead, ms. */
	readonly patience?: number;
}

const PATIENCE_MS = 20_000;
const READ_BYTES = 1 << 20;

/** The service worker looks at the address without it. */
const STRAIGHT = '?pack';
const addressOf = (file: PackFile): string => `/media/${file.mediaId}/${file.name}${STRAIGHT}`;

/** Fetches one file, or what is lacking of it, and checks the whole before anybody may see it. Throws where the store is broken. */
export async function download(file: PackFile, deps: DownloadDeps): Promise<DownloadEnd> {
	const { store } = deps;
	let part: OpenPart | null = null;
	let end: DownloadEnd;
	try {
		part = await store.open(file.sha256);
		if (part.size > file.bytes) await part.begin(null);
		end =
			part.size < file.bytes
				? await fetchRest(file, part, deps)
				: verdictOn(file, hashed(file, part, deps.hashes));
		part.close();
		if (end.is === 'whole') await store.seal(file.sha256);
	} catch (error) {
		if (!(error instanceof NoRoom)) throw error;
		end = { is: 'full' };
	} finally {
		part?.close();
	}
	// A full disk gets back what was taken of it.
	if (end.is === 'wrong' || end.is === 'missing' || end.is === 'full') await store.drop(file.sha256);
	return end;
}

type Hash = ReturnType<typeof sha256.create>;

/** How far the last file was hashed: a link that breaks again and again must not have it all read again each time. */
export interface HashMemory {
	last: { readonly sha256: string; readonly size: number; readonly hash: Hash } | null;
}

/** Of what was fetched before. */
function hashed(file: PackFile, part: OpenPart, { last }: HashMemory): Hash {
	const known = last?.sha256 === file.sha256 && last.size <= part.size ? last : null;
	const hash = known?.hash.clone() ?? sha256.create();
	for (let at = known?.size ?? 0; at < part.size; at += READ_BYTES)
		hash.update(part.read(at, Math.min(READ_BYTES, part.size - at)));
	return hash;
}

const verdictOn = (file: PackFile, hash: Hash): DownloadEnd => ({
	is: toHex(hash.digest()) === file.sha256 ? 'whole' : 'wrong',
});

async function fetchRest(file: PackFile, part: OpenPart, deps: DownloadDeps): Promise<DownloadEnd> {
	const from = part.size;
	const { patience = PATIENCE_MS, signal } = deps;
	const watch = watchdog(patience, signal);
	const ended = (): DownloadEnd =>
		signal.aborted ? { is: 'stopped' } : { is: 'broken', gained: part.size > from };
	try {
		const answer = await ask(deps, file, part, watch.signal).catch(() => null);
		if (!answer) return ended();
		const meaning = meaningOf(answer, file, from);
		if (meaning !== 'rest' && meaning !== 'all') {
			void answer.body?.cancel().catch(() => undefined);
			if (meaning === 'again') {
				deps.hashes.last = null;
				await part.begin(null);
			}
			return meaning === 'missing' || meaning === 'wrong' ? { is: meaning } : ended();
		}
		if (meaning === 'all') {
			deps.hashes.last = null;
			await part.begin(answer.headers.get('etag'));
		}
		const hash = hashed(file, part, deps.hashes);
		const reader = answer.body!.getReader();
		for (;;) {
			const piece = await reader.read().catch(() => null);
			if (!piece || piece.done) break;
			watch.hold();
			await deps.rest();
			watch.seen();
			if (part.size + piece.value.length > file.bytes) return { is: 'wrong' };
			part.write(piece.value);
			hash.update(piece.value);
			deps.onBytes(part.size);
		}
		deps.hashes.last = { sha256: file.sha256, size: part.size, hash: hash.clone() };
		return part.size < file.bytes ? ended() : verdictOn(file, hash);
	} finally {
		watch.stop();
	}
}

function ask(
	{ origin, fetch: send = fetch }: DownloadDeps,
	file: PackFile,
	{ size, etag }: OpenPart,
	signal: AbortSignal,
): Promise<Response> {
	const resume = { range: `bytes=${size}-`, ...(etag ? { 'if-range': etag } : {}) };
	return send(origin + addressOf(file), {
		// What is withdrawn must not stay in the browser's own cache.
		...{ cache: 'no-store', credentials: 'same-origin', redirect: 'manual', priority: 'low', signal },
		headers: size > 0 ? resume : {},
	});
}

/** `rest`: what is lacking; `all`: from the beginning; `again`: what is here is of no use; else it is not the hub's file. */
function meaningOf(
	answer: Response,
	file: PackFile,
	from: number,
): 'rest' | 'all' | 'again' | 'missing' | 'wrong' | 'unreachable' {
	if (answer.status === 404 || answer.status === 410 || answer.status === 403) return 'missing';
	if (answer.status === 416) return 'again';
	// A captive portal answers everything, with a page.
	const page = /^text\/html\b/.test(answer.headers.get('content-type') ?? '');
	if (!answer.body || (page && file.type !== 'text/html')) return 'unreachable';
	if (answer.status === 206) {
		const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers.get('content-range') ?? '') ?? [];
		if (Number(total) !== file.bytes) return 'wrong';
		return Number(start) === from ? 'rest' : 'again';
	}
	if (answer.status !== 200) return 'unreachable';
	const length = answer.headers.get('content-length');
	return length === null || answer.headers.has('content-encoding') || Number(length) === file.bytes
		? 'all'
		: 'wrong';
}

interface Watchdog {
	readonly signal: AbortSignal;
	seen(): void;
	/** Nothing is expected until the next `seen`. */
	hold(): void;
	stop(): void;
}

/** Aborts with `outer`, and where nothing is seen for `ms`. */
function watchdog(ms: number, outer: AbortSignal): Watchdog {
	const control = new AbortController();
	const abort = (): void => control.abort();
	let timer = setTimeout(abort, ms);
	outer.addEventListener('abort', abort);
	if (outer.aborted) abort();
	return {
		signal: control.signal,
		seen() {
			clearTimeout(timer);
			timer = setTimeout(abort, ms);
		},
		hold: () => clearTimeout(timer),
		stop() {
			clearTimeout(timer);
			outer.removeEventListener('abort', abort);
		},
	};
}
