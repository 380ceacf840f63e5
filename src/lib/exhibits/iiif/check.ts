import { isObject, listOf, type JsonObject, said } from './clean.ts';

/**
 * Does it keep to Presentation 3.0? The specification's “must”s, rule by rule, as far as a file alone can tell.
 * https://iiif.io/api/presentation/3.0/
 */
export interface Breach {
	readonly at: string;
	readonly rule: string;
}

const CONTEXT = 'http://iiif.io/api/presentation/3/context.json';
const BEHAVIOURS: Readonly<Record<string, RegExp>> = {
	Collection:
		/^(?:(?:no-)?auto-advance|continuous|individuals|(?:no-)?repeat|multi-part|paged|unordered|together|hidden)$/,
	Manifest: /^(?:(?:no-)?auto-advance|continuous|individuals|paged|unordered|(?:no-)?repeat)$/,
	Canvas: /^(?:(?:no-)?auto-advance|facing-pages|non-paged)$/,
	Range: /^(?:(?:no-)?auto-advance|continuous|individuals|no-nav|paged|sequence|thumbnail-nav|unordered)$/,
	AnnotationPage: /^hidden$/,
	Annotation: /^hidden$/,
};
const NEEDS_LABEL = new Set(['Manifest', 'Collection']);
/** What may stand in `items`. */
const ITEMS: Readonly<Record<string, RegExp>> = {
	Collection: /^(?:Manifest|Collection)$/,
	Manifest: /^Canvas$/,
	Canvas: /^AnnotationPage$/,
	AnnotationPage: /^Annotation$/,
	Range: /^(?:Range|Canvas|SpecificResource)$/,
};

export function breachesOf(document: unknown): Breach[] {
	const breaches: Breach[] = [];
	const report = (at: string, rule: string): void => void breaches.push({ at, rule });
	if (!isObject(document)) return [{ at: '', rule: 'is no object' }];
	const contexts = listOf(document['@context']);
	if (contexts.at(-1) !== CONTEXT) report('@context', 'ends with that of Presentation 3');
	if (!/^(?:Manifest|Collection)$/.test(said(document['type']))) report('type', 'is Manifest or Collection');
	checkResource(document, '', report);
	const seen = new Set<string>();
	for (const canvas of document['type'] === 'Manifest' ? listOf(document['items']).filter(isObject) : []) {
		const id = said(canvas['id']);
		if (seen.has(id)) report('items', `has ${id} once`);
		seen.add(id);
	}
	return breaches;
}

type Report = (at: string, rule: string) => void;

function checkResource(one: JsonObject, at: string, report: Report): void {
	const type = said(one['type']);
	const inside = (name: string): string => (at === '' ? name : `${at}.${name}`);
	if (type in ITEMS && !/^https?:\/\/\S+$/.test(said(one['id']))) report(inside('id'), 'is an http address');
	if (type === 'Canvas' && /#/.test(said(one['id'])) && 'items' in one)
		report(inside('id'), 'has no fragment');
	if (NEEDS_LABEL.has(type) && !isObject(one['label'])) report(inside('label'), 'is there');
	for (const behaviour of listOf(one['behavior']))
		if (type in BEHAVIOURS && !BEHAVIOURS[type]!.test(said(behaviour)))
			report(inside('behavior'), `${said(behaviour)} is for something else`);
	checkWords(one, inside, report);
	checkLinks(one, inside, report);
	if (
		'navDate' in one &&
		!/^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(said(one['navDate']))
	)
		report(inside('navDate'), 'is a date with time and zone');
	if ('rights' in one && !/^https?:\/\//.test(said(one['rights']))) report(inside('rights'), 'is an address');
	if (type === 'Canvas' && 'items' in one) checkCanvas(one, inside, report);
	if (type === 'Annotation') checkAnnotation(one, inside, report);
	checkParts(one, type, inside, report);
}

function checkWords(one: JsonObject, inside: (name: string) => string, report: Report): void {
	const words = (value: unknown, name: string): void => {
		const isMap =
			isObject(value) &&
			Object.entries(value).every(
				([tag, texts]) =>
					/^(?:none|@none|[a-z]{1,8}(?:-[a-z\d]{1,8})*)$/i.test(tag) &&
					Array.isArray(texts) &&
					texts.every((text) => typeof text === 'string'),
			);
		if (!isMap) report(inside(name), 'is a language map');
	};
	for (const name of ['label', 'summary']) if (name in one) words(one[name], name);
	const pairs = [...listOf(one['metadata']), ...listOf(one['requiredStatement'])];
	for (const pair of pairs) {
		words(isObject(pair) ? pair['label'] : null, 'metadata.label');
		words(isObject(pair) ? pair['value'] : null, 'metadata.value');
	}
}

function checkLinks(one: JsonObject, inside: (name: string) => string, report: Report): void {
	for (const name of ['homepage', 'rendering', 'seeAlso', 'partOf', 'thumbnail', 'provider'])
		for (const link of listOf(one[name])) {
			if (!Array.isArray(one[name])) report(inside(name), 'is a list');
			if (!isObject(link) || !link['id'] || !link['type']) report(inside(name), 'has id and type');
			else if (/homepage|rendering|provider/.test(name) && !isObject(link['label']))
				report(inside(name), 'has a label');
		}
	for (const service of listOf(one['service']))
		if (!isObject(service) || !(service['id'] ?? service['@id']) || !(service['type'] ?? service['@type']))
			report(inside('service'), 'has id and type');
}

function checkCanvas(one: JsonObject, inside: (name: string) => string, report: Report): void {
	if ('width' in one !== 'height' in one) report(inside('width'), 'and height come together');
	if (!('width' in one) && !('duration' in one)) report(inside('width'), 'or duration is there');
	for (const name of ['width', 'height', 'duration'])
		if (name in one && !(Number(one[name]) > 0)) report(inside(name), 'is greater than 0');
	for (const page of listOf(one['items']).filter(isObject))
		for (const annotation of listOf(page['items']).filter(isObject))
			if (!listOf(annotation['motivation']).includes('painting')) report(inside('items'), 'only paints');
	for (const name of ['placeholderCanvas', 'accompanyingCanvas']) {
		const side = one[name];
		if (isObject(side) && ('placeholderCanvas' in side || 'accompanyingCanvas' in side))
			report(inside(name), 'has none itself');
	}
}

function checkAnnotation(one: JsonObject, inside: (name: string) => string, report: Report): void {
	if (one['target'] === undefined) report(inside('target'), 'is there');
	if (one['motivation'] === undefined) report(inside('motivation'), 'is there');
	for (const body of listOf(one['body']))
		if (isObject(body) && !body['type']) report(inside('body'), 'has a type');
}

function checkParts(one: JsonObject, type: string, inside: (name: string) => string, report: Report): void {
	const allowed = ITEMS[type];
	const items = listOf(one['items']);
	if (type === 'Manifest' && items.length === 0 && inside('') === '') report(inside('items'), 'is not empty');
	for (const [n, item] of items.entries()) {
		if (!isObject(item)) {
			if (allowed) report(inside(`items[${n}]`), 'is an object');
			continue;
		}
		if (allowed && !allowed.test(said(item['type'])))
			report(inside(`items[${n}]`), `is no ${said(item['type'])} here`);
		checkResource(item, inside(`items[${n}]`), report);
	}
	for (const name of ['structures', 'annotations', 'placeholderCanvas', 'accompanyingCanvas', 'body'])
		for (const [n, part] of listOf(one[name]).entries())
			if (isObject(part)) checkResource(part, inside(`${name}[${n}]`), report);
}
