import { createHash } from 'node:crypto';
import { ok } from '../../base/result.ts';
import { asId, type MediaId, type VenueId, type WorkId } from '../../base/id.ts';
import type { Shown } from '../../domain/consent.ts';
import { MEDIA_LIMITS } from '../../domain/media-limits.ts';
import type { MediaKind } from '../../domain/media.ts';
import type { Text } from '../../domain/text.ts';
import type { Work } from '../../domain/work.ts';
import { bookOf, type Page } from '../../exhibits/iiif/book.ts';
import { addressesOf } from '../../exhibits/iiif/image-service.ts';
import type { Chapter } from '../../exhibits/iiif/chapters.ts';
import type { Choice } from '../../exhibits/iiif/layers.ts';
import { linesIn, textOf } from '../../exhibits/iiif/words.ts';
import type { Hub } from '../hub.ts';
import { draftOf, IMPORTER, saveDraft, type Drafted } from './drafts.ts';
import type { GatheredWork } from './gather.ts';
import type { openWeb } from './web.ts';

/** What was gathered becomes drafts at a venue, with its pictures, sound and film in the hub's own hands. */

/** The same source is the same work, at every venue and every time. */
export const workId = (source: string): WorkId =>
	asId<WorkId>(`iiif-${createHash('sha256').update(source).digest('hex').slice(0, 16)}`);

const UNNAMED: Text = { zh: '未命名', en: 'Untitled' };

function workOf({ content, pages, texts, members }: GatheredWork, held: Work['held']): Work {
	const summary = textOf(content.summary);
	return {
		...{ id: workId(content.id), title: textOf(content.label) ?? UNNAMED, content, held, pages, texts },
		...(summary ? { summary } : {}),
		members: Object.fromEntries(members.map((id) => [id, workId(id)])),
	};
}

/** A picture, sound or film to be fetched: whose, what it is to be called, and where it may be had. */
export interface Wanted {
	readonly address: string;
	readonly tries: readonly string[];
	readonly kind: MediaKind;
	readonly caption: Text;
	readonly credit: string | null;
}

const KINDS: Partial<Record<Choice['kind'], MediaKind>> = {
	picture: 'picture',
	sound: 'audio',
	film: 'video',
};
/** No device shows more of a page than this many pixels at a side. */
const LONGEST = 4096;

export function wantedOf({ content, pages }: GatheredWork): Wanted[] {
	if (content.type !== 'Manifest') return [];
	const book = bookOf(content, pages);
	const credit = linesIn(book.credit?.value, 'zh').slice(0, 200) || null;
	const title = textOf(content.label) ?? UNNAMED;
	const found = new Map<string, Wanted>();
	const want = (address: string | null, tries: readonly string[], kind: MediaKind, caption: Text): void => {
		if (address === null || found.has(address) || !tries.some((one) => /^https?:/.test(one))) return;
		found.set(address, { address, tries, kind, caption, credit });
	};
	const look = (page: Page): void => {
		const caption = textOf(page.label) ?? title;
		for (const choice of page.layers.flatMap(({ choices }) => choices)) {
			const kind = KINDS[choice.kind];
			if (kind)
				want(
					choice.address,
					kind === 'picture' ? addressesOf(choice, LONGEST) : [choice.address!],
					kind,
					caption,
				);
		}
		for (const picture of page.zones.flatMap(({ pictures }) => pictures))
			want(picture, [picture], 'picture', caption);
		for (const side of [page.cover, page.beside]) if (side) look(side);
	};
	for (const page of book.pages) look(page);
	const small = (chapters: readonly Chapter[]): void => {
		for (const { thumbnail, chapters: below } of chapters) {
			want(thumbnail, [thumbnail ?? ''], 'picture', title);
			small(below);
		}
	};
	small(book.chapters);
	return [...found.values()];
}

export interface Arrived {
	readonly id: WorkId;
	readonly title: string;
	readonly did: Drafted;
	/** Pictures, sound and film that could not be had, each with a sentence. */
	readonly lost: readonly { readonly address: string; readonly why: string }[];
}
export interface TakeOrder {
	readonly venueId: VenueId;
	readonly web: ReturnType<typeof openWeb>;
	/** Whom the pictures show: nothing of somebody living is shown without their consent. */
	readonly shown: Shown;
	/** Whether pictures, sound and film are fetched at all. */
	readonly media: boolean;
	readonly onProgress: (share: number) => void;
}

export async function takeWorks(
	hub: Hub,
	works: readonly GatheredWork[],
	order: TakeOrder,
): Promise<Arrived[]> {
	const total = Math.max(
		1,
		works.reduce((sum, work) => sum + 1 + wantedOf(work).length, 0),
	);
	let done = 0;
	const step = (): void => order.onProgress(++done / total);
	const arrived: Arrived[] = [];
	for (const work of works) {
		const before = await draftOf(hub, order.venueId, 'work', workOf(work, {}));
		const had = ((before.before as Work | null)?.held ?? {}) as Record<string, MediaId>;
		const taken: Record<string, MediaId> = {};
		const lost: { address: string; why: string }[] = [];
		for (const wanted of order.media ? wantedOf(work) : []) {
			const there = had[wanted.address];
			const isHere = there !== undefined && (await refusalOf(hub, order.venueId, there)) === null;
			const got = isHere ? { ok: true as const, value: there } : await fetchOne(hub, wanted, order);
			if (got.ok) taken[wanted.address] = got.value;
			else lost.push({ address: wanted.address, why: got.error });
			step();
		}
		const held = await madeOf(hub, order.venueId, taken, lost);
		const body = workOf(work, order.media ? held : had);
		const did = await saveDraft(hub, order.venueId, 'work', body, true);
		arrived.push({ id: body.id, title: body.title.zh, did, lost });
		step();
	}
	order.onProgress(1);
	return arrived;
}

/** Why nothing could be made of it, or that it is gone; null where it is here. What was withdrawn is not fetched again. */
async function refusalOf(hub: Hub, venueId: VenueId, mediaId: MediaId): Promise<string | null> {
	const found = await hub.media.get(venueId, mediaId);
	if (!found) return 'it is here no more';
	return found.row.state === 'refused' ? notTaken(found.row.fault ?? 'failed') : null;
}
const notTaken = (fault: string): string => `it was not taken: ${fault.replaceAll('-', ' ')}`;

/** Those of `taken` that the hub could make something of, once it has; the others are `lost`. */
async function madeOf(
	hub: Hub,
	venueId: VenueId,
	taken: Readonly<Record<string, MediaId>>,
	lost: { address: string; why: string }[],
): Promise<Record<string, MediaId>> {
	await hub.media.idle();
	const held: Record<string, MediaId> = {};
	for (const [address, mediaId] of Object.entries(taken)) {
		const why = await refusalOf(hub, venueId, mediaId);
		if (why === null) held[address] = mediaId;
		else lost.push({ address, why });
	}
	return held;
}

/** The last part of its path, readable where it is written in percent signs. */
function fileNameOf(address: string, otherwise: string): string {
	const last = new URL(address).pathname.split('/').at(-1) || otherwise;
	try {
		return decodeURIComponent(last).slice(-80);
	} catch {
		return last.slice(-80);
	}
}

/** Kept in memory while it comes: larger ones are uploaded by hand. */
const MOST_BYTES = 200_000_000;
const SECONDS = 300;

async function fetchOne(
	hub: Hub,
	{ tries, kind, caption, credit }: Wanted,
	{ web, venueId, shown }: TakeOrder,
): Promise<{ ok: true; value: MediaId } | { ok: false; error: string }> {
	const limits = { bytes: Math.min(MOST_BYTES, MEDIA_LIMITS[kind].bytes), seconds: SECONDS };
	let why = '';
	for (const address of tries) {
		const got = await web.get(address, limits);
		if (!got.ok) {
			why ||= got.error;
			continue;
		}
		const file = new File([got.value.bytes], fileNameOf(address, kind), { type: got.value.type });
		const added = await hub.media.add(IMPORTER, venueId, file, { caption, credit, shown, person: null });
		if (added.ok) return ok(added.value.mediaId);
		why = notTaken(added.error);
	}
	return { ok: false, error: why || 'nobody says where it is' };
}
