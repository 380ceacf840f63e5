import {
	asId,
	type HeritageId,
	type HonoreeId,
	type MethodId,
	type SceneId,
	type StoryId,
	type WorkId,
} from '$lib/base/id.ts';
import type { Exhibition } from '$lib/domain/exhibition.ts';
import type { Text } from '$lib/domain/text.ts';
import type { PageRef } from '$lib/exhibits/findables.ts';

/** What a page is called, and one line about it; null where it is not exhibited (any more). */
export function titleOf(shown: Exhibition, { kind, id }: PageRef): { name: Text; about: Text } | null {
	switch (kind) {
		case 'person': {
			const person = shown.honorees.get(asId<HonoreeId>(id));
			return person ? { name: person.name, about: person.work } : null;
		}
		case 'method': {
			const method = shown.methods.get(asId<MethodId>(id));
			return method ? { name: method.name, about: method.summary } : null;
		}
		case 'story': {
			const story = shown.stories.get(asId<StoryId>(id));
			return story ? { name: story.title, about: story.summary } : null;
		}
		case 'heritage': {
			const thing = shown.heritage.get(asId<HeritageId>(id));
			return thing ? { name: thing.name, about: thing.summary } : null;
		}
		case 'scene': {
			const scene = shown.scenes.get(asId<SceneId>(id));
			return scene ? { name: scene.title, about: scene.narration } : null;
		}
		case 'work': {
			const work = shown.works.get(asId<WorkId>(id));
			return work ? { name: work.title, about: work.summary ?? work.title } : null;
		}
	}
}
