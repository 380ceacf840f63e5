import { wordsOf } from './canonical.ts';
import { isObject, listOf, type Json, type JsonObject, said } from './clean.ts';
import { liftAnnotation, liftBody, liftServices, textId } from './lift-annotation.ts';

/** Presentation 2 (and 2.1) as version 3 says the same. https://iiif.io/api/presentation/3.0/change-log/ */

export const isVersion2 = (json: JsonObject): boolean =>
	/^sc:(?:Manifest|Collection)$/.test(said(json['@type'])) ||
	listOf(json['@context']).some((one) => /presentation\/2/.test(said(one)));

/** Members that become others. What is not among them goes along as it is. */
const DONE = new Set([
	...[
		'@context',
		'@id',
		'@type',
		'label',
		'metadata',
		'description',
		'attribution',
		'license',
		'logo',
		'related',
	],
	...['within', 'thumbnail', 'viewingHint', 'viewingDirection', 'rendering', 'seeAlso', 'service', 'navDate'],
	...['sequences', 'structures', 'manifests', 'collections', 'members', 'canvases', 'ranges', 'images'],
	...[
		'otherContent',
		'startCanvas',
		'width',
		'height',
		'contentLayer',
		'first',
		'last',
		'total',
		'next',
		'prev',
	],
]);

const objects = (value: Json | undefined): JsonObject[] => listOf(value).filter(isObject);
const idOf = (value: Json | undefined): string => (isObject(value) ? textId(value) : said(value ?? ''));
const present = (members: Record<string, Json | undefined>): JsonObject =>
	Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonObject;

export function lift(json: JsonObject): JsonObject {
	const lifted = /Collection/.test(said(json['@type'])) ? liftCollection(json) : liftManifest(json);
	return { '@context': 'http://iiif.io/api/presentation/3/context.json', ...lifted };
}

/** What any resource may say of itself. */
function described(json: JsonObject, type: string): JsonObject {
	const [license] = listOf(json['license']).map(idOf);
	const logos = listOf(json['logo']).map((logo) => image(logo));
	const rest = Object.fromEntries(Object.entries(json).filter(([name]) => !DONE.has(name)));
	return present({
		...{ id: textId(json), type },
		label: json['label'] === undefined ? undefined : wordsOf(json['label']),
		summary: json['description'] === undefined ? undefined : wordsOf(json['description']),
		metadata: json['metadata'],
		requiredStatement:
			json['attribution'] === undefined
				? undefined
				: { label: { en: ['Attribution'], zh: ['出处'] }, value: wordsOf(json['attribution']) },
		rights: license,
		provider:
			logos.length > 0
				? [{ id: `${textId(json)}#provider`, type: 'Agent', label: { none: ['—'] }, logo: logos }]
				: undefined,
		homepage: linksOf(json['related'], 'Text'),
		partOf: linksOf(json['within'], 'Collection'),
		rendering: linksOf(json['rendering'], 'Text'),
		seeAlso: linksOf(json['seeAlso'], 'Dataset'),
		thumbnail: json['thumbnail'] === undefined ? undefined : listOf(json['thumbnail']).map(image),
		behavior: behaviour(json['viewingHint']),
		viewingDirection: json['viewingDirection'],
		navDate: json['navDate'],
		service: json['service'] === undefined ? undefined : liftServices(json['service']),
		...rest,
	});
}

const behaviour = (hint: Json | undefined): Json | undefined => {
	const known = listOf(hint).filter((one) => one !== 'top');
	return known.length > 0 ? known : undefined;
};

const image = (value: Json): JsonObject =>
	isObject(value) ? { ...liftBody(value), type: 'Image' } : { id: idOf(value), type: 'Image' };

function linksOf(value: Json | undefined, type: string): Json | undefined {
	if (value === undefined) return undefined;
	return listOf(value).map((link) =>
		isObject(link)
			? present({
					...{ id: textId(link), type, format: link['format'], profile: link['profile'] },
					label: link['label'] === undefined ? undefined : wordsOf(link['label']),
				})
			: { id: idOf(link), type },
	);
}

function liftCollection(json: JsonObject): JsonObject {
	const parts = [...objects(json['collections']), ...objects(json['manifests']), ...objects(json['members'])];
	const items = parts.map((part) =>
		/Collection/.test(said(part['@type'])) ? liftCollection(part) : described(part, 'Manifest'),
	);
	return { ...described(json, 'Collection'), items };
}

function liftManifest(json: JsonObject): JsonObject {
	const [first, ...others] = objects(json['sequences']);
	const direction = json['viewingDirection'] ?? first?.['viewingDirection'];
	const hint = behaviour(json['viewingHint']) ?? behaviour(first?.['viewingHint']);
	const start = first?.['startCanvas'] ?? json['startCanvas'];
	const ranges = [...nested(objects(json['structures'])), ...others.map(sequenceRange)];
	return {
		...described(json, 'Manifest'),
		...present({
			viewingDirection: direction,
			behavior: hint,
			start: start === undefined ? undefined : { id: idOf(start), type: 'Canvas' },
			structures: ranges.length > 0 ? ranges : undefined,
			rendering: linksOf(json['rendering'] ?? first?.['rendering'], 'Text'),
		}),
		items: objects(first?.['canvases']).map(liftCanvas),
	};
}

/** Another order of the same pages. */
const sequenceRange = (sequence: JsonObject, n: number): JsonObject => ({
	...described(sequence, 'Range'),
	id: textId(sequence) || `#sequence-${n + 2}`,
	behavior: ['sequence'],
	items: objects(sequence['canvases']).map((canvas) => ({ id: textId(canvas), type: 'Canvas' })),
});

function liftCanvas(json: JsonObject): JsonObject {
	const id = textId(json);
	const images = objects(json['images']).map((one) => liftAnnotation(one));
	const other = listOf(json['otherContent']).map((list) =>
		isObject(list) && list['resources'] !== undefined
			? liftList(list)
			: { id: idOf(list), type: 'AnnotationPage' },
	);
	return {
		...described(json, 'Canvas'),
		...present({ width: json['width'], height: json['height'] }),
		items: [{ id: `${id}#page`, type: 'AnnotationPage', items: images }],
		...(other.length > 0 ? { annotations: other } : {}),
	};
}

/** An AnnotationList. */
export const liftList = (json: JsonObject): JsonObject => ({
	id: textId(json),
	type: 'AnnotationPage',
	...(json['label'] === undefined ? {} : { label: wordsOf(json['label']) }),
	items: objects(json['resources']).map(liftAnnotation),
});

/** Version 2 lists ranges side by side and names those below; version 3 puts them into one another. */
function nested(ranges: readonly JsonObject[]): JsonObject[] {
	const byId = new Map(ranges.map((range) => [textId(range), range]));
	const below = new Set(ranges.flatMap((range) => partsOf(range).filter((id) => byId.has(id))));
	const build = (range: JsonObject, above: readonly string[]): JsonObject => ({
		...described(range, 'Range'),
		items: partsOf(range).flatMap((id): JsonObject[] => {
			const part = byId.get(id);
			if (!part) return [{ id, type: 'Canvas' }];
			return above.includes(id) || id === textId(range) ? [] : [build(part, [...above, textId(range)])];
		}),
	});
	const tops = ranges.filter((range) => !below.has(textId(range)));
	// The one that is marked as the top stands for the table itself.
	return tops.flatMap((range) => {
		const lifted = build(range, []);
		const isTable = range['viewingHint'] === 'top' && range['label'] === undefined;
		return isTable ? objects(lifted['items']).filter(({ type }) => type === 'Range') : [lifted];
	});
}

const partsOf = (range: JsonObject): string[] =>
	[...listOf(range['members']), ...listOf(range['ranges']), ...listOf(range['canvases'])].map(idOf);
