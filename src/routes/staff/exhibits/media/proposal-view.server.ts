import type { Media } from '$lib/domain/media.ts';
import { isOwnWork } from '$lib/domain/editorial.ts';
import type { ProposedChange } from '$lib/domain/media-proposal.ts';
import { inLanguage } from '$lib/domain/text.ts';
import type { Language } from '$lib/domain/text.ts';
import { readVtt } from '$lib/exhibits/webvtt.ts';
import { mediaProposalWords } from '$lib/i18n/staff/media-proposals.ts';
import { mediaWords } from '$lib/i18n/staff/media.ts';
import type { MediaRow } from '$lib/server/storage/exhibit-port.ts';
import type { ProposalRow } from '$lib/server/storage/media-proposal-port.ts';
import { may } from '../../access.ts';
import type { Desk } from '../../desk.server.ts';
import { cutsOf, differences, type Line } from '../difference.ts';
import { moment } from '../list-view.server.ts';
import { mediaView } from './media-view.server.ts';

/** Lines of captions shown of one change. */
const MOST = 60;

export type ProposalView = Awaited<ReturnType<typeof proposalView>>;

/** A proposed change as its reviewer sees it: what was there beside what is to come. */
export async function proposalView(
	{ hub, staff, catalogue }: Desk,
	row: MediaRow,
	{ proposalId, part, change, authors, name, at }: ProposalRow,
	lang: Language,
) {
	const words = mediaProposalWords(lang);
	const media = JSON.parse(row.body) as Media;
	const [before, after] =
		change.what === 'label'
			? [labelLines(media), labelLines(change.label)]
			: [cueLines(await hub.media.captionsOf(row, change.language)), cueLines(change.vtt)];
	const found = differences(before, after);
	return {
		...{ mediaId: row.mediaId, part, proposalId, by: name, at: moment(at, catalogue.venue.zone) },
		...{ heading: headingOf(change, lang), title: inLanguage(media.caption, lang) },
		own: isOwnWork(authors, `staff:${staff.id}`),
		can: { confirm: may(staff.role, 'approveExhibits'), drop: may(staff.role, 'writeExhibits') },
		isRemoval: change.what === 'captions' && change.vtt === null,
		/** Of captions that would come. */
		language: change.what === 'captions' && change.vtt !== null ? change.language : null,
		...{ small: mediaView(hub, row, catalogue.venue.zone, lang).small, sound: soundOf(media) },
		lines: found.slice(0, MOST).map((each) => ({ label: lineName(each.path, words), ...cutsOf(each) })),
		more: Math.max(0, found.length - MOST),
	};
}

/** Where it is heard. */
const soundOf = ({ id, kind, files }: Media): string | null =>
	kind === 'audio' && files[0] ? `/media/${id}/${files[0].name}` : null;

const headingOf = (change: ProposedChange, lang: Language): string => {
	const words = mediaProposalWords(lang);
	return change.what === 'label' ? words.label : words.captions(languageName(change.language, lang));
};

export const languageName = (language: string, lang: Language): string =>
	mediaWords(lang).languages[language] ?? language;

const labelLines = ({ caption, credit }: Pick<Media, 'caption' | 'credit'>): Line[] =>
	[
		{ path: 'caption', text: caption.zh },
		{ path: 'captionEn', text: caption.en ?? '' },
		{ path: 'credit', text: credit ?? '' },
	].filter(({ text }) => text !== '');

function lineName(path: string, words: ReturnType<typeof mediaProposalWords>): string {
	if (path === 'caption' || path === 'captionEn' || path === 'credit') return words.field[path];
	return words.cue(Number(path.split('.')[1]) + 1);
}

/** A line that is spoken at another time is another line. */
function cueLines(vtt: string | null): Line[] {
	const read = readVtt(vtt ?? '');
	return (read.ok ? read.value : []).map(({ from, until, speaker, text }, n) => ({
		path: `cue.${n}`,
		text: `${clock(from)}–${clock(until)} ${speaker === null ? '' : `${speaker}：`}${text}`,
	}));
}

const clock = (seconds: number): string => {
	const tenths = Math.round(seconds * 10);
	const rest = String(Math.floor((tenths % 600) / 10)).padStart(2, '0');
	return `${Math.floor(tenths / 600)}:${rest}${tenths % 10 === 0 ? '' : `.${tenths % 10}`}`;
};
