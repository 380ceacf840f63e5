import type { MediaId } from '../../base/id.ts';
import type { PackProblem } from '../../sync/pack.ts';

export interface PackState {
	/** Of the files that should be here: bytes that are, and in all. */
	readonly here: number;
	readonly bytes: number;
	readonly files: { readonly here: number; readonly all: number };
	/** `waiting`: for the hub to answer. `resting`: somebody stands at the door. */
	readonly doing: 'starting' | 'fetching' | 'resting' | 'waiting' | 'still';
	readonly problem: PackProblem | null;
	/** Files that the problem is about. */
	readonly failing: number;
}

/** From the one keeper to every tab. */
export type PackNews =
	| { about: 'state'; state: PackState }
	/** Files that are whole; with `all`, no others are. */
	| { about: 'here'; sha256: readonly string[]; all: boolean }
	| { about: 'gone'; sha256: readonly string[] }
	/** It comes; it will not, for want of room; or it must not be shown. */
	| { about: 'answer'; mediaId: MediaId; comes: 'soon' | 'no' | 'never' };

/** From any tab to the keeper. */
export type PackWish =
	| { wish: 'hello' }
	/** Somebody looks at it. */
	| { wish: 'looked'; mediaId: MediaId }
	/** Somebody stands before its empty place. */
	| { wish: 'asked'; mediaId: MediaId }
	/** Nothing is written to the disk for so long, ms. */
	| { wish: 'rest'; ms: number };

export const PACK_CHANNEL = 'gongzhan-packs';

/** Of the first page to the worker; everything else is on the channel. */
export interface PackStart {
	readonly origin: string;
	/** Pixels that a picture may have to fill from left to right. */
	readonly pixels: number;
}

/** The one that is told, of all that a pack may suffer from: want of room first, since staff can do something about it. */
export function problemOf(
	aside: readonly ('wrong' | 'missing')[],
	short: boolean,
	attractCut: boolean,
): PackProblem | null {
	if (short) return 'full';
	if (attractCut) return 'small';
	return aside.includes('wrong') ? 'wrong' : (aside[0] ?? null);
}
