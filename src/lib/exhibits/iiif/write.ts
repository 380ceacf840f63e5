import type { Collection, Manifest } from '../../domain/manifest.ts';
import type { Work } from '../../domain/work.ts';
import type { JsonObject } from './clean.ts';
import { CONTEXT } from './write-canvas.ts';

/** A work as it goes out: what came in, with its context before it. */
export function documentOf({ content }: Pick<Work, 'content'>): JsonObject {
	const { '@context': said, ...rest } = content as (Manifest | Collection) & { '@context'?: unknown };
	const others = (Array.isArray(said) ? (said as unknown[]) : [said]).filter(
		(one): one is string => typeof one === 'string' && one !== CONTEXT && !/presentation\/\d/.test(one),
	);
	return {
		'@context': others.length > 0 ? [...others, CONTEXT] : CONTEXT,
		...(rest as unknown as JsonObject),
	};
}
