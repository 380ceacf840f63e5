import type { MediaId } from '../base/id.ts';
import type { PackChoice, PackFile, PackNeeds } from './media-budget.ts';

/** A file that is on the device's disk, or a part of it. */
export interface HeldFile {
	readonly sha256: string;
	/** That are on the disk. */
	readonly bytes: number;
	/** All of it is here, and it is what it should be. */
	readonly whole: boolean;
}

export interface PackMoves {
	/** To be fetched in this order; what somebody waits for leads. */
	readonly fetch: readonly PackFile[];
	/** To be deleted before the first of `fetch` is begun. */
	readonly drop: readonly string[];
	/** Bytes of the choice that are here. */
	readonly here: number;
}

export interface PackSight extends Pick<PackNeeds, 'media' | 'attract' | 'uses' | 'budget'> {
	/** Somebody stands before its empty place. */
	readonly asked: ReadonlySet<MediaId>;
	/** Files that would not come: not now. */
	readonly later?: ReadonlySet<string>;
}

/**
 * How to come from what is held to what is chosen without ever holding more than the budget. What no record names any more
 * goes at once; what is only not chosen stays until its room is needed, the least used first.
 */
export function movesTo(choice: PackChoice, held: readonly HeldFile[], sight: PackSight): PackMoves {
	const chosen = new Map(choice.files.map((file) => [file.sha256, file]));
	const onDisk = new Map(held.map((file) => [file.sha256, file]));
	const missing = choice.files.filter(
		({ sha256 }) => onDisk.get(sha256)?.whole !== true && !sight.later?.has(sha256),
	);
	const asked = missing.filter(({ mediaId }) => sight.asked.has(mediaId));
	const fetch = [...asked, ...missing.filter((file) => !asked.includes(file))];

	const worth = worthOf(sight);
	const drop = new Set(held.filter(({ sha256 }) => !worth.has(sha256)).map(({ sha256 }) => sha256));
	const spare = held
		.filter(({ sha256 }) => worth.has(sha256) && !chosen.has(sha256))
		.sort((a, b) => Number(a.whole) - Number(b.whole) || worth.get(a.sha256)! - worth.get(b.sha256)!);
	let bytes = held.reduce((sum, file) => sum + (drop.has(file.sha256) ? 0 : file.bytes), 0);
	const next = fetch[0];
	const rest = next ? Math.max(0, next.bytes - (onDisk.get(next.sha256)?.bytes ?? 0)) : 0;
	/** Parts of others that are chosen: less than what they will be, and last to go. */
	const parts = held.filter(({ sha256, whole }) => !whole && chosen.has(sha256) && sha256 !== next?.sha256);
	for (const file of [...spare, ...parts]) {
		if (bytes + rest <= sight.budget) break;
		drop.add(file.sha256);
		bytes -= file.bytes;
	}
	const here = held.reduce((sum, file) => sum + (file.whole && chosen.has(file.sha256) ? file.bytes : 0), 0);
	return { fetch, drop: [...drop], here };
}

/** Of every file that a record names: when its medium was last looked at; what the attract loop shows is worth most. */
function worthOf({ media, attract, uses }: PackSight): ReadonlyMap<string, number> {
	const worth = new Map<string, number>();
	for (const { id, files } of media) {
		const own = attract.has(id) ? Infinity : (uses.get(id) ?? 0);
		for (const { sha256 } of files) worth.set(sha256, Math.max(own, worth.get(sha256) ?? 0));
	}
	return worth;
}
