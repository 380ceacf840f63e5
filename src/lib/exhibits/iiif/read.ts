import * as v from 'valibot';
import { err, ok, type Result } from '../../base/result.ts';
import {
	CollectionSchema,
	ManifestSchema,
	MOST_CANVASES,
	type Collection,
	type Manifest,
} from '../../domain/manifest.ts';
import { canonical } from './canonical.ts';
import { clean, isObject, listOf, type JsonObject, type Refused, said } from './clean.ts';
import { openState, type Opened } from './content-state.ts';
import { isVersion2, lift, liftList } from './lift.ts';

/** What an address or a file turned out to be. `html`: where HTML became text. */
export type Read =
	| { readonly is: 'manifest'; readonly manifest: Manifest; readonly html: readonly string[] }
	| { readonly is: 'collection'; readonly collection: Collection; readonly html: readonly string[] }
	/** Annotations of something. `next`: where more of them are. */
	| { readonly is: 'annotations'; readonly page: JsonObject; readonly next: string | null }
	/** A pointer into a manifest. */
	| { readonly is: 'state'; readonly opened: Opened };

export function readIiif(text: string): Result<Read, Refused> {
	const cleaned = clean(text);
	if (!cleaned.ok) return cleaned;
	const { json, html } = cleaned.value;
	if (!isObject(json)) return notIiif('');
	if (/AnnotationList$/.test(said(json['@type']))) return annotations(liftList(json), json['next']);
	const lifted = isVersion2(json) ? lift(json) : json;
	const form = canonical(lifted) as JsonObject;
	switch (said(form['type'])) {
		case 'Manifest':
			return shaped(ManifestSchema, form, (manifest) => ({ is: 'manifest', manifest, html }));
		case 'Collection':
			return shaped(CollectionSchema, form, (collection) => ({ is: 'collection', collection, html }));
		case 'AnnotationPage':
			return annotations(form, form['next']);
		default: {
			const opened = openState(form);
			return opened ? ok({ is: 'state', opened }) : notIiif(said(form['type'] ?? form['@type'] ?? ''));
		}
	}
}

const notIiif = (detail: string) => err<Refused>({ fault: 'not-iiif', at: '', detail: detail.slice(0, 80) });

const annotations = (page: JsonObject, next: unknown): Result<Read, Refused> =>
	ok({
		is: 'annotations',
		page,
		next: isObject(next) ? said(next['id']) : typeof next === 'string' ? next : null,
	});

function shaped<T>(
	schema: v.GenericSchema<unknown, T>,
	form: JsonObject,
	as: (value: T) => Read,
): Result<Read, Refused> {
	const count = listOf(form['items']).length;
	if (form['type'] === 'Manifest' && count > MOST_CANVASES)
		return err({ fault: 'too-many-canvases', at: 'items', detail: said(count) });
	const parsed = v.safeParse(schema, form);
	if (parsed.success) return ok(as(parsed.output));
	const issue = deepest(parsed.issues[0]);
	return err({ fault: 'shape', at: v.getDotPath(issue) ?? '', detail: issue.message.slice(0, 160) });
}

/** Of a union, what the branch that came furthest had to say. */
function deepest(issue: v.BaseIssue<unknown>): v.BaseIssue<unknown> {
	const [inner] = [...(issue.issues ?? [])].sort((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0));
	return inner && (inner.path?.length ?? 0) > (issue.path?.length ?? 0) ? deepest(inner) : issue;
}
