import type { Exhibition } from '../../domain/exhibition.ts';
import type { Scene, Scroll } from '../../domain/scroll.ts';
import type { JsonObject } from './clean.ts';
import { bodyOf, canvasOf, CONTEXT, wordsOf, type Addresses, type Exported } from './write-canvas.ts';

/** A long scroll: one canvas a scene, walked from its own edge, its periods and tours as ranges, its figures as tags. */
export const scrollManifests = (shown: Exhibition, at: Addresses): Exported[] =>
	[...shown.scrolls.values()].flatMap((scroll) => {
		const scenes = [...shown.scenes.values()]
			.filter((scene) => scene.scroll === scroll.id)
			.sort((a, b) => a.number - b.number);
		const path = `scroll/${scroll.id}.json`;
		return scenes.length === 0
			? []
			: [{ path, document: scrollManifest(shown, scroll, scenes, `${at.base}/${path}`, at) }];
	});

function scrollManifest(
	shown: Exhibition,
	scroll: Scroll,
	scenes: readonly Scene[],
	id: string,
	at: Addresses,
): JsonObject {
	const canvasId = (number: number): string => `${id}/canvas/${number}`;
	const part = (scene: Scene): JsonObject => ({ id: canvasId(scene.number), type: 'Canvas' });
	const byId = new Map(scenes.map((scene) => [scene.id, scene]));
	const periods = scroll.periods.map(({ name, from }, n) => {
		const until = scroll.periods[n + 1]?.from ?? Infinity;
		const items = scenes.filter(({ number }) => number >= from && number < until).map(part);
		return { id: `${id}/period/${n + 1}`, type: 'Range', label: wordsOf(name), items };
	});
	const tours = scroll.tours.map(({ name, stops }, n) => ({
		...{ id: `${id}/tour/${n + 1}`, type: 'Range', label: wordsOf(name), behavior: ['sequence'] },
		items: stops.flatMap((stop) => byId.get(stop) ?? []).map(part),
	}));
	const structures = [...periods, ...tours].filter(({ items }) => items.length > 0);
	return {
		...{
			'@context': CONTEXT,
			id,
			type: 'Manifest',
			label: wordsOf(scroll.title),
			summary: wordsOf(scroll.summary),
		},
		...{
			behavior: ['continuous'],
			viewingDirection: scroll.begins === 'right' ? 'right-to-left' : 'left-to-right',
		},
		items: scenes.map((scene) => sceneCanvas(shown, scene, scroll.height, canvasId(scene.number), at)),
		...(structures.length > 0 ? { structures } : {}),
	};
}

function sceneCanvas(
	shown: Exhibition,
	scene: Scene,
	height: number,
	id: string,
	{ hub }: Addresses,
): JsonObject {
	const media = scene.picture && shown.media.get(scene.picture);
	const body = (media && bodyOf(media, hub)) ?? words(scene.narration.zh);
	const figures = scene.figures.map(({ name, x, y, width, height: tall }, n) => ({
		...{ id: `${id}/figure/${n + 1}`, type: 'Annotation', motivation: 'tagging', body: words(name.zh) },
		target: `${id}#xywh=${x},${y},${width},${tall}`,
	}));
	const told = {
		id: `${id}/told`,
		type: 'Annotation',
		motivation: 'commenting',
		body: words(scene.narration.zh),
		target: id,
	};
	return {
		...canvasOf(id, body, { width: scene.width, height }, wordsOf(scene.title)),
		annotations: [{ id: `${id}/notes`, type: 'AnnotationPage', items: [told, ...figures] }],
	};
}

const words = (value: string): JsonObject => ({
	type: 'TextualBody',
	value,
	language: 'zh',
	format: 'text/plain',
});
