import type { ScrollId } from '$lib/base/id.ts';
import type { Exhibition } from '$lib/domain/exhibition.ts';
import type { Scene, Scroll } from '$lib/domain/scroll.ts';
import type { PaintedScene } from '$lib/ui/scroll/painter.ts';

/** A scroll as it hangs: its scenes from left to right, each where it is. */
export interface Hung {
	readonly scroll: Scroll;
	/** By number: the first is the scroll's beginning. */
	readonly scenes: readonly Scene[];
	readonly painted: readonly PaintedScene[];
	readonly length: number;
	/** Other where anything of it is painted otherwise: it has to be hung anew. */
	readonly key: string;
}

/** The scroll with this id, or the first; null where none is exhibited. */
export function hang(shown: Exhibition, id?: ScrollId): Hung | null {
	const scroll = (id && shown.scrolls.get(id)) ?? [...shown.scrolls.values()][0];
	if (!scroll) return null;
	const scenes = [...shown.scenes.values()]
		.filter((scene) => scene.scroll === scroll.id)
		.sort((a, b) => a.number - b.number);
	let x = 0;
	const painted: PaintedScene[] = [];
	for (const scene of scroll.begins === 'right' ? scenes.slice().reverse() : scenes) {
		const { id: own, number, width, motifs, figures } = scene;
		painted.push({ id: own, number, title: scene.title.zh, x, width, motifs, figures });
		x += width;
	}
	const key = JSON.stringify([scroll, scenes]);
	return scenes.length > 0 ? { scroll, scenes, painted, length: x, key } : null;
}

/** Which scene holds `x` of the picture. */
export const sceneAt = (painted: readonly PaintedScene[], x: number): PaintedScene =>
	painted.find((scene) => x < scene.x + scene.width) ?? painted.at(-1)!;

/** Where somebody stands before a scroll, told so that the place is found again when it is hung anew. */
export interface Stand {
	readonly scroll: ScrollId;
	readonly scene: string;
	readonly number: number;
	/** From the scene's left edge, of its width. */
	readonly share: number;
	readonly zoom: number;
	readonly level: number;
}

export function standAt(
	{ scroll, painted }: Pick<Hung, 'scroll' | 'painted'>,
	{ middle, zoom, level }: { readonly middle: number; readonly zoom: number; readonly level: number },
): Stand {
	const { id, number, x, width } = sceneAt(painted, middle);
	return { scroll: scroll.id, scene: id, number, share: (middle - x) / width, zoom, level };
}

/** The same place as it hangs now; in the middle of the scene that is nearest by number where that one is gone. */
export function placeOf(painted: readonly PaintedScene[], { scene, number, share }: Stand): number {
	const same = painted.find(({ id }) => id === scene);
	if (same) return same.x + share * same.width;
	const away = (one: PaintedScene): number => Math.abs(one.number - number);
	const { x, width } = painted.reduce((best, one) => (away(one) < away(best) ? one : best));
	return x + width / 2;
}
