import type { MediaId } from '../../base/id.ts';
import type { PackStore } from './pack-store.ts';

/** When somebody last looked at what, kept over restarts; and what somebody waits for now. */
export interface Uses {
	recall(): Promise<void>;
	all(): ReadonlyMap<MediaId, number>;
	asked(): ReadonlySet<MediaId>;
	/** False where it says nothing new. */
	note(mediaId: MediaId, asked: boolean): boolean;
	/** It is here now. */
	served(mediaId: MediaId): void;
	/** Keeps what is known of these media and forgets the others, now and then. */
	save(known: ReadonlySet<MediaId>): Promise<void>;
}

export interface UsesDeps {
	readonly store: Pick<PackStore, 'note' | 'putNote'>;
	readonly now: () => number;
	readonly mono: () => number;
}

/** Nobody stands before an empty place for longer. */
const ASKED_MS = 120_000;
/** A second look within so long is the same one. */
const SAME_MS = 60_000;

export function createUses({ store, now, mono }: UsesDeps): Uses {
	const uses = new Map<MediaId, number>();
	const waiting = new Map<MediaId, number>();
	let kept = '';
	const asked = (): Set<MediaId> => {
		for (const [id, since] of waiting) if (mono() - since > ASKED_MS) waiting.delete(id);
		return new Set(waiting.keys());
	};
	return {
		asked,
		all: () => uses,
		async recall() {
			for (const [id, at] of entriesIn(await store.note())) uses.set(id, at);
		},
		note(mediaId, isAsked) {
			const again = now() - (uses.get(mediaId) ?? -Infinity) < SAME_MS;
			if (again && (!isAsked || asked().has(mediaId))) return false;
			uses.set(mediaId, now());
			if (isAsked) waiting.set(mediaId, mono());
			return true;
		},
		served: (mediaId) => void waiting.delete(mediaId),
		async save(known) {
			for (const id of [...uses.keys(), ...waiting.keys()])
				if (!known.has(id)) {
					uses.delete(id);
					waiting.delete(id);
				}
			const text = JSON.stringify([...uses]);
			if (text === kept) return;
			kept = text;
			// On a full disk it is known until the next start.
			await store.putNote(text).catch(() => undefined);
		},
	};
}

function entriesIn(text: string | null): [MediaId, number][] {
	try {
		const read: unknown = JSON.parse(text ?? '[]');
		if (!Array.isArray(read)) return [];
		return read.filter(
			(entry): entry is [MediaId, number] =>
				Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number',
		);
	} catch {
		return [];
	}
}
