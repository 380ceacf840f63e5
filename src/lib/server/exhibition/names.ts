import { pinyin } from 'pinyin-pro';
import type { VenueId } from '../../base/id.ts';
import type { ExhibitKind } from '../../domain/editorial.ts';
import type { ExhibitRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';

/** Names of new exhibits, so that no editor has to think of one. */

const LONGEST = 40;

const sounds = (text: string, isName: boolean): string[] =>
	pinyin(text.normalize('NFKC'), {
		...(isName ? { surname: 'head' as const } : {}),
		...{ toneType: 'none', type: 'array', nonZh: 'consecutive', v: true },
	})
		.map((sound) => sound.toLowerCase().replaceAll(/[^a-z0-9]+/g, ''))
		.filter(Boolean);

/** 王进喜 → wang-jinxi; 郝建秀工作法 → hao-jian-xiu-gong-zuo-fa. */
export function slugOf(kind: ExhibitKind, title: string): string {
	const all = sounds(title, kind === 'honoree');
	const parts = kind === 'honoree' && all.length > 1 ? [all[0]!, all.slice(1).join('')] : all;
	const slug = parts.join('-').slice(0, LONGEST).replace(/-+$/, '');
	return slug || kind;
}

/** The family name's first letter, A–Z, as it is read: 单 is S. */
export function initialOf(name: string, reading: string | undefined): string {
	const first = (reading ?? sounds(name, true)[0] ?? '').charAt(0).toUpperCase();
	return /^[A-Z]$/.test(first) ? first : 'Z';
}

const nth = (slug: string, n: number): string => (n === 1 ? slug : `${slug}-${n}`);

/** Exhibits that were named after the same title. */
export async function* namesakes(
	tx: Tx,
	venueId: VenueId,
	kind: ExhibitKind,
	title: string,
): AsyncGenerator<ExhibitRow> {
	const slug = slugOf(kind, title);
	for (let n = 1; ; n++) {
		const [head] = await tx.exhibits.get(venueId, [{ kind, id: nth(slug, n) }]);
		if (!head) return;
		yield head;
	}
}

/** One that nobody at the venue has: with a number behind it where somebody does. */
export async function freeId(tx: Tx, venueId: VenueId, kind: ExhibitKind, title: string): Promise<string> {
	let taken = 0;
	for await (const _ of namesakes(tx, venueId, kind, title)) taken++;
	return nth(slugOf(kind, title), taken + 1);
}
