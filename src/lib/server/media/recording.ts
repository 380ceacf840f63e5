import type { Result } from '../../base/result.ts';
import type { MediaFault } from '../../domain/media-limits.ts';

/** What a recording is, and how to make its copy say nothing about where and by whom it was made. */
export interface Recording {
	readonly kind: 'audio' | 'video';
	readonly type: string;
	readonly extension: string;
	/** Null where the file does not say. */
	readonly seconds: number | null;
	/** The part of the file that is the recording. */
	readonly from: number;
	readonly until: number;
	/** Bytes in it, counted from the file's beginning, to be blanked; `name`: what their box or chunk is called then, null where they are none. */
	readonly blank: readonly { readonly from: number; readonly until: number; readonly name: string | null }[];
	/** Written in their place after that. */
	readonly rewritten: readonly { readonly at: number; readonly bytes: Buffer }[];
}

export type Read = Result<Recording, MediaFault>;
