import * as v from 'valibot';
import { err, ok, type Result } from '$lib/base/result.ts';
import type { ToldStory } from '$lib/server/recordings/shapes.ts';

const words = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const StoryForm = v.object({
	title: words(120),
	teller: words(60),
	summary: words(600),
	transcript: v.pipe(v.string(), v.maxLength(8000)),
});

export type StoryField = keyof v.InferInput<typeof StoryForm>;

/** What an editor has typed, as a story; or the fields that are missing or too long. */
export function toldIn(typed: Readonly<Record<StoryField, string>>): Result<ToldStory, StoryField[]> {
	const read = v.safeParse(StoryForm, typed);
	if (!read.success) {
		const fields = read.issues.map((issue) => v.getDotPath(issue) as StoryField);
		return err([...new Set(fields)]);
	}
	const { title, teller, summary, transcript } = read.output;
	const lines = transcript.split(/\r?\n/).map((line) => line.trim());
	return ok({ title, teller, summary, transcript: lines.filter((line) => line !== '') });
}
