import * as v from 'valibot';
import heritageFile from '../../../../kiosk-config/demo/heritage.json' with { type: 'json' };
import methodsFile from '../../../../kiosk-config/demo/methods.json' with { type: 'json' };
import milestonesFile from '../../../../kiosk-config/demo/milestones.json' with { type: 'json' };
import scenesFile from '../../../../kiosk-config/demo/scenes.json' with { type: 'json' };
import scrollFile from '../../../../kiosk-config/demo/scroll.json' with { type: 'json' };
import storiesFile from '../../../../kiosk-config/demo/stories.json' with { type: 'json' };
import { asId, type HonoreeId, type SceneId } from '../../base/id.ts';
import { HeritageSchema } from '../../domain/heritage.ts';
import { MethodSchema } from '../../domain/method.ts';
import { MilestoneSchema } from '../../domain/milestone.ts';
import { ScrollSchema, SceneSchema, type Scene } from '../../domain/scroll.ts';
import { StorySchema } from '../../domain/story.ts';
import { DEMO } from './content.ts';

/** What the demo venue exhibits besides its honourees. A fault in these files is a bug. */

/** A scene as the file has it: the rest follows from its place. */
const DrawnSceneSchema = v.object({
	...v.pick(SceneSchema, ['title', 'narration', 'motifs']).entries,
	/** Who stands in the middle of it. */
	person: v.optional(v.string()),
});

const scroll = v.parse(ScrollSchema, scrollFile);
const WIDTH = 1600;
/** Where the painter puts whoever a scene is about. */
const PLACE = { x: 730, y: 690, width: 140, height: 230 };

const scenes = v.parse(v.array(DrawnSceneSchema), scenesFile).map(({ person, ...scene }, i): Scene => ({
	...scene,
	id: asId<SceneId>(`scene-${String(i + 1).padStart(3, '0')}`),
	scroll: scroll.id,
	number: i + 1,
	width: WIDTH,
	figures: DEMO.honorees
		.filter(({ id }) => id === person)
		.map(({ id, name }) => ({ name, honoree: asId<HonoreeId>(id), ...PLACE })),
}));

export const DEMO_EXHIBITION = {
	method: v.parse(v.array(MethodSchema), methodsFile),
	heritage: v.parse(v.array(HeritageSchema), heritageFile),
	story: v.parse(v.array(StorySchema), storiesFile),
	milestone: v.parse(v.array(MilestoneSchema), milestonesFile),
	scroll: [scroll],
	scene: scenes,
} as const;
