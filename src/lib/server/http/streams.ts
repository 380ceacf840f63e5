import type { VenueId } from '../../base/id.ts';
import { utf8 } from '../../base/bytes.ts';
import type { Hosted } from './handoff.ts';

/** Live streams (server-sent events): “something at your venue has reached this revision”, nothing more. */
export interface Streams {
	/**
	 * A stream for one session, or null where that session holds too many. `still` is asked now and then whether the
	 * session stands; the stream ends when it does not.
	 */
	open(session: string, venueId: VenueId, still: () => Promise<boolean>): ReadableStream<Uint8Array> | null;
	readonly count: number;
}

/** A kiosk needs one; staff have a few tabs. */
const MOST_PER_SESSION = 8;
/** Comments that keep proxies from closing a quiet stream. */
const HEARTBEAT_MS = 15_000;
const BEATS_PER_CHECK = 4;
/** A reader that lets so many lines pile up has gone to sleep: it may come back and ask for changes. */
const MOST_UNREAD = 64;
const BEAT = utf8(': beat\n\n');

interface Reader {
	send(line: Uint8Array): void;
	end(): void;
	still(): Promise<boolean>;
}

export function openStreams({ hub, log, stopping }: Pick<Hosted, 'hub' | 'log' | 'stopping'>): Streams {
	const readers = new Set<Reader>();
	const held = new Map<string, number>();
	let beats = 0;
	/** One venue's change is the same line for each of its readers. */
	let latest = { rev: -1, line: BEAT };
	const changeLine = (rev: number): Uint8Array => {
		if (latest.rev !== rev) latest = { rev, line: utf8(`event: change\ndata: {"rev":${rev}}\n\n`) };
		return latest.line;
	};

	const beat = setInterval(() => {
		beats += 1;
		for (const reader of [...readers]) {
			reader.send(BEAT);
			if (beats % BEATS_PER_CHECK === 0) void checkUp(reader);
		}
	}, HEARTBEAT_MS);
	beat.unref();
	stopping.addEventListener('abort', () => {
		clearInterval(beat);
		for (const reader of [...readers]) reader.end();
	});

	async function checkUp(reader: Reader): Promise<void> {
		try {
			if (!(await reader.still())) reader.end();
		} catch (error) {
			log.warn({ error: String(error) }, 'a live session could not be checked');
		}
	}

	function open(session: string, venueId: VenueId, still: () => Promise<boolean>) {
		const holds = held.get(session) ?? 0;
		if (holds >= MOST_PER_SESSION || stopping.aborted) return null;
		held.set(session, holds + 1);
		let reader: Reader;
		return new ReadableStream<Uint8Array>({
			start(controller) {
				const unsubscribe = hub.live.subscribe(venueId, (rev) => reader.send(changeLine(rev)));
				reader = {
					still,
					send(line) {
						if ((controller.desiredSize ?? 0) < -MOST_UNREAD) return reader.end();
						controller.enqueue(line);
					},
					end() {
						if (!readers.delete(reader)) return;
						unsubscribe();
						const left = (held.get(session) ?? 1) - 1;
						if (left > 0) held.set(session, left);
						else held.delete(session);
						closeQuietly(controller);
					},
				};
				readers.add(reader);
				reader.send(utf8(`retry: ${retryMs(hub.random.bytes(2))}\n: live\n\n`));
			},
			cancel: () => reader.end(),
		});
	}
	return {
		open,
		get count() {
			return readers.size;
		},
	};
}

/** 2–5 s, different for each, so that a restarted hub does not meet all its kiosks in one instant. */
const retryMs = (noise: Uint8Array): number =>
	2000 + Math.floor((3000 * (noise[0]! * 256 + noise[1]!)) / 0x10000);

/** The reader may have closed it already. */
function closeQuietly(controller: ReadableStreamDefaultController): void {
	try {
		controller.close();
	} catch {
		// gone already, which is what we wanted
	}
}
