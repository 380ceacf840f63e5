import type { Changed } from '../revisions.ts';
import type { Pool } from './connection.ts';

/** Where hub processes tell each other of revisions: `REV VENUE`. */
export const CHANNEL = 'gongzhan_rev';
const TELL = `SELECT pg_notify('${CHANNEL}', line) FROM unnest($1::text[]) AS line`;
/** Commits within so many ms are told of as one. */
const GATHER_MS = 5;

/**
 * Tells every process of new revisions, after the commits that made them: a transaction that notifies is alone in the whole
 * server while it commits, and all venues would wait for each other.
 */
export interface Announcer {
	add(changed: Changed): void;
	/** Tells what is left to tell. */
	flush(): Promise<void>;
}

export function announcer(connections: Pool): Announcer {
	const untold: Changed = new Map();
	let timer: NodeJS.Timeout | undefined;
	let telling: Promise<void> | null = null;

	function gather(): void {
		if (untold.size > 0 && !telling) timer ??= setTimeout(() => void flush(), GATHER_MS);
	}

	async function flush(): Promise<void> {
		clearTimeout(timer);
		timer = undefined;
		while (telling) await telling;
		if (untold.size === 0) return;
		const lines = [...untold].map(([venueId, rev]) => `${rev} ${venueId}`);
		untold.clear();
		telling = tell(lines).then(() => {
			telling = null;
			gather();
		});
		await telling;
	}

	async function tell(lines: string[]): Promise<void> {
		try {
			const connection = await connections.take();
			await connection
				.query({ name: 'tell', text: TELL, values: [lines] })
				.finally(() => connection.release());
		} catch {
			// lost on the way: everybody looks from time to time
		}
	}

	return {
		add(changed) {
			for (const [venueId, rev] of changed) untold.set(venueId, Math.max(rev, untold.get(venueId) ?? 0));
			gather();
		},
		flush,
	};
}
