import { err, ok, type Result } from '../base/result.ts';
import { isOwnWork, withAuthor, type ReviewFault } from './editorial.ts';
import type { Media, MediaFile } from './media.ts';

/**
 * What is said of a picture or recording that is on show, and the captions of a recording, are changed as exhibits are: somebody
 * proposes it, visitors go on seeing what was there, and a second person confirms it.
 */

/** Each part of an item is proposed and decided about by itself: `label`, or `captions:zh-CN`. */
export type ProposalPart = 'label' | `captions:${string}`;

export const captionsPart = (language: string): ProposalPart => `captions:${language}`;

export type ProposedChange =
	| { readonly what: 'label'; readonly label: Pick<Media, 'caption' | 'credit'> }
	/** `vtt`: WebVTT; null: there shall be none. */
	| { readonly what: 'captions'; readonly language: string; readonly vtt: string | null };

export const partOf = (change: ProposedChange): ProposalPart =>
	change.what === 'label' ? 'label' : captionsPart(change.language);

export interface Proposal {
	/** Another for each that takes the place of one before. */
	readonly proposalId: string;
	/** Who has written it and those in whose place it came, none of which anybody decided about: none of them may confirm it. */
	readonly authors: readonly string[];
}

export const authorsOf = (before: Proposal | null, by: string): string[] =>
	withAuthor(before?.authors ?? [], by);

export type ProposalFault = Extract<ReviewFault, 'changed-since' | 'own-work'>;

/** By a second person, of exactly what they have seen. */
export function confirmed(proposal: Proposal | null, seen: string, by: string): Result<null, ProposalFault> {
	if (proposal?.proposalId !== seen) return err('changed-since');
	return isOwnWork(proposal.authors, by) ? err('own-work') : ok(null);
}

/** Nothing comes of it: whoever wrote it takes it back, anybody else turns it down. */
export function dropped(
	proposal: Proposal | null,
	seen: string,
	by: string,
): Result<'take-back' | 'turn-down', ProposalFault> {
	if (proposal?.proposalId !== seen) return err('changed-since');
	return ok(isOwnWork(proposal.authors, by) ? 'take-back' : 'turn-down');
}

/** The item as it is to be said of now. */
export const relabelled = (media: Media, { caption, credit }: Pick<Media, 'caption' | 'credit'>): Media => ({
	...media,
	caption,
	credit,
});

/** With this text track as the only one of its language; null: with none of it. */
export const withTrack = (media: Media, language: string, track: MediaFile | null): Media => ({
	...media,
	files: [...media.files.filter((file) => file.language !== language), ...(track ? [track] : [])],
});

export const isSaidAlready = (
	media: Media,
	{ caption, credit }: Pick<Media, 'caption' | 'credit'>,
): boolean => media.caption.zh === caption.zh && media.caption.en === caption.en && media.credit === credit;
