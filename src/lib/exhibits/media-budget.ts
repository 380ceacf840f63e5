import type { MediaId } from '../base/id.ts';
import { MEDIA_KINDS, type Media, type MediaFile } from '../domain/media.ts';
import { portionOf, type Portion } from './media-portions.ts';

/** An exhibition pack: which files a device has, by a budget, for the times without a network. Known by their content's digest. */

export interface PackNeeds {
	readonly media: readonly Media[];
	/** What the attract loop shows: first of all, and never given up for anything else. */
	readonly attract: ReadonlySet<MediaId>;
	/** When somebody last looked at it, in ms. */
	readonly uses: ReadonlyMap<MediaId, number>;
	/** Pixels that a picture may have to fill from left to right. */
	readonly pixels: number;
	/** Bytes. */
	readonly budget: number;
}

export interface PackFile extends MediaFile {
	readonly mediaId: MediaId;
}

export interface PackChoice {
	/** What should be here: never more than the budget. The most needed leads. */
	readonly files: readonly PackFile[];
	readonly bytes: number;
	/** Media that nobody will see or hear from it. */
	readonly leftOut: ReadonlySet<MediaId>;
	/** The budget is too small for the attract loop alone. */
	readonly attractCut: boolean;
}

interface Candidate extends Portion {
	readonly media: Media;
	readonly needed: boolean;
	readonly used: number;
}

/** So much of the budget at most goes to a little of everything before anything is had in full. */
const LITTLE_SHARE = 0.5;

/**
 * Chooses what a device should have: all that the attract loop needs; then a little of everything, what was looked at last first;
 * then that in full, in the same order, pictures before sound and sound before film.
 */
export function choosePack(needs: PackNeeds): PackChoice {
	const order = inOrder(needs);
	const chosen = new Map<string, PackFile>();
	let bytes = 0;
	const cost = (files: readonly MediaFile[]): number =>
		files.reduce((sum, file) => sum + (chosen.has(file.sha256) ? 0 : file.bytes), 0);
	const take = ({ media }: Candidate, files: readonly MediaFile[], limit: number): boolean => {
		const more = cost(files);
		if (bytes + more > limit) return false;
		for (const file of files)
			if (!chosen.has(file.sha256)) chosen.set(file.sha256, { ...file, mediaId: media.id });
		bytes += more;
		return true;
	};
	/** The small picture makes room for the large one, but where it is somebody else's too. */
	const upgrade = (candidate: Candidate): boolean => {
		const small = candidate.least.filter(
			(file) => !candidate.full.includes(file) && chosen.get(file.sha256)?.mediaId === candidate.media.id,
		);
		const spare = small.reduce((sum, file) => sum + file.bytes, 0);
		if (bytes - spare + cost(candidate.full) > needs.budget) return false;
		for (const file of small) chosen.delete(file.sha256);
		bytes -= spare;
		return take(candidate, candidate.full, needs.budget);
	};

	const [attract, others] = [order.filter(({ needed }) => needed), order.filter(({ needed }) => !needed)];
	const cut = attract.filter((candidate) => !take(candidate, candidate.full, needs.budget));
	const little = Math.max(bytes, needs.budget * LITTLE_SHARE);
	const some = new Set(others.filter((candidate) => take(candidate, candidate.least, little)));
	const full = new Set(others.filter(upgrade));
	const nothing = others.filter(
		(candidate) => !full.has(candidate) && !(candidate.media.kind === 'picture' && some.has(candidate)),
	);
	return {
		files: inRank([...attract, ...others], chosen),
		bytes,
		leftOut: new Set([...cut, ...nothing].map(({ media }) => media.id)),
		attractCut: cut.length > 0,
	};
}

function inOrder({ media, attract, uses, pixels }: PackNeeds): Candidate[] {
	const candidates = media
		.map((one): Candidate => ({
			...{ media: one, needed: attract.has(one.id), used: uses.get(one.id) ?? 0 },
			...portionOf(one, pixels),
		}))
		.filter(({ full }) => full.length > 0);
	const kind = ({ media: one }: Candidate): number => MEDIA_KINDS.indexOf(one.kind);
	// By id at last: the same on every machine, and tomorrow.
	return candidates.sort(
		(a, b) => b.used - a.used || kind(a) - kind(b) || (a.media.id < b.media.id ? -1 : 1),
	);
}

/** Chosen files as their media stand in `order`, each once. */
function inRank(order: readonly Candidate[], chosen: ReadonlyMap<string, PackFile>): PackFile[] {
	const ranked = new Set<PackFile>();
	for (const { least, full } of order)
		for (const { sha256 } of [...least, ...full]) {
			const file = chosen.get(sha256);
			if (file) ranked.add(file);
		}
	return [...ranked];
}
