import * as v from 'valibot';
import type { MediaId } from '../../base/id.ts';
import type { Canvas } from '../../domain/manifest.ts';
import { mediaId, type Media } from '../../domain/media.ts';
import { TextSchema, type Text } from '../../domain/text.ts';
import type { Work } from '../../domain/work.ts';
import { layersOf } from './layers.ts';
import { canvasOf, sizeOf, TYPES, wordsOf } from './write-canvas.ts';
import { textOf } from './words.ts';

/**
 * A work that an editor makes of the hub's own media, a page each. It is kept as a manifest like every other work; its addresses
 * lead nowhere until it goes out.
 */
export const LIES = ['single', 'paired', 'strip'] as const;
export const TURNS = ['left-to-right', 'right-to-left'] as const;
export const MOST_LEAVES = 500;

const LeafSchema = v.object({
	media: mediaId(),
	label: v.optional(TextSchema),
	note: v.optional(TextSchema),
});
export const HandWorkSchema = v.object({
	title: TextSchema,
	summary: v.optional(TextSchema),
	lie: v.picklist(LIES),
	turn: v.picklist(TURNS),
	leaves: v.pipe(v.array(LeafSchema), v.minLength(1), v.maxLength(MOST_LEAVES)),
});
export type HandWork = v.InferOutput<typeof HandWorkSchema>;

/** A page as it is there: its picture may be withdrawn. */
export interface Leaf {
	readonly media: MediaId | null;
	readonly label?: Text;
	readonly note?: Text;
}
export interface MadeByHand {
	readonly lie: HandWork['lie'];
	readonly turn: HandWork['turn'];
	readonly leaves: readonly Leaf[];
}

const NAME = 'urn:gongzhan:work';
const BEHAVIOURS = { single: 'individuals', paired: 'paged', strip: 'continuous' } as const;

/** How the pages of a manifest lie. */
export const lookOf = ({ lie, turn }: Pick<MadeByHand, 'lie' | 'turn'>) => ({
	viewingDirection: turn,
	behavior: [BEHAVIOURS[lie]],
});

/** `media`: of every page, with its size. */
export function workByHand(
	said: HandWork,
	media: ReadonlyMap<MediaId, Media>,
): Pick<Work, 'title' | 'content' | 'held'> {
	const { title, summary, leaves } = said;
	const held: Record<string, MediaId> = {};
	const items = leaves.map(({ media: shown, label, note }, n): Canvas => {
		const [id, one] = [`${NAME}:page:${n + 1}`, media.get(shown)!];
		const size = sizeOf(one);
		held[`${id}:media`] = shown;
		const { label: _, ...canvas } = canvasOf(
			id,
			{ id: `${id}:media`, type: TYPES[one.kind], ...size },
			size,
			{},
		);
		return {
			...(canvas as unknown as Canvas),
			...(label ? { label: wordsOf(label) } : {}),
			...(note ? { summary: wordsOf(note) } : {}),
		};
	});
	const content: Work['content'] = {
		...{ id: NAME, type: 'Manifest', label: wordsOf(title) },
		...(summary ? { summary: wordsOf(summary) } : {}),
		...{ ...lookOf(said), items },
	};
	return { title, ...(summary ? { summary } : {}), content, held };
}

/** How it was made; null for a work that came with an import, and for one that is no work yet. */
export function madeByHand({ content, held }: Partial<Pick<Work, 'content' | 'held'>>): MadeByHand | null {
	if (content?.type !== 'Manifest' || content.id !== NAME) return null;
	const lie = LIES.find((each) => content.behavior?.includes(BEHAVIOURS[each])) ?? 'single';
	const turn = TURNS.find((each) => each === content.viewingDirection) ?? 'left-to-right';
	const leaves = content.items.map((canvas): Leaf => {
		const address = layersOf(canvas)[0]?.choices[0]?.address ?? '';
		const [label, note] = [textOf(canvas.label), textOf(canvas.summary)];
		return { media: held?.[address] ?? null, ...(label ? { label } : {}), ...(note ? { note } : {}) };
	});
	return { lie, turn, leaves };
}
