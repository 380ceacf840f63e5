import type { Collection, Manifest } from '../../domain/manifest.ts';
import { isObject, type JsonObject, said } from './clean.ts';

/** What a kiosk does not show of a work; it is kept, and goes out again. */

const EVERYWHERE = [
	...[
		'@context',
		'id',
		'type',
		'label',
		'summary',
		'metadata',
		'requiredStatement',
		'rights',
		'provider',
		'thumbnail',
	],
	...['homepage', 'seeAlso', 'rendering', 'partOf', 'behavior', 'navDate', 'navPlace', 'items'],
];
const BODY = [
	...[
		'id',
		'type',
		'format',
		'language',
		'value',
		'width',
		'height',
		'duration',
		'label',
		'service',
		'items',
	],
	...['source', 'selector', 'thumbnail', 'annotations', 'geometry', 'properties', 'purpose', 'textDirection'],
];
const KNOWN: Readonly<Record<string, readonly string[]>> = {
	Collection: [...EVERYWHERE, 'viewingDirection', 'total'],
	Manifest: [
		...[...EVERYWHERE, 'viewingDirection', 'start', 'structures', 'annotations'],
		...['placeholderCanvas', 'accompanyingCanvas', 'services'],
	],
	Canvas: [
		...[
			...EVERYWHERE,
			'width',
			'height',
			'duration',
			'annotations',
			'placeholderCanvas',
			'accompanyingCanvas',
		],
	],
	Range: [...EVERYWHERE, 'start'],
	AnnotationPage: [
		'@context',
		'id',
		'type',
		'label',
		'items',
		'next',
		'prev',
		'partOf',
		'target',
		'startIndex',
	],
	Annotation: [
		'@context',
		'id',
		'type',
		'label',
		'motivation',
		'body',
		'target',
		'created',
		'creator',
		'modified',
		'timeMode',
	],
};
const BEHAVIOURS = new Set([
	...[
		'individuals',
		'paged',
		'continuous',
		'unordered',
		'non-paged',
		'facing-pages',
		'multi-part',
		'sequence',
	],
	...[
		'auto-advance',
		'no-auto-advance',
		'repeat',
		'no-repeat',
		'no-nav',
		'thumbnail-nav',
		'together',
		'hidden',
	],
]);
/** Services of pictures: what is fetched from them is fetched on import. */
const PICTURE_SERVICE = /^ImageService\d$|image\/\d/;
/** Not looked into. */
const OPAQUE = new Set([
	'navPlace',
	'geometry',
	'properties',
	'metadata',
	'label',
	'summary',
	'requiredStatement',
	'selector',
]);

/** Features by their names, each once: “Canvas.stylesheet”, “behavior: hidden”, “service: AuthProbeService2”. */
export function unseenIn(document: Manifest | Collection): string[] {
	const found = new Set<string>();
	const look = (value: unknown, inside: string): void => {
		if (Array.isArray(value)) for (const one of value) look(one, inside);
		else if (isObject(value)) lookInto(value, inside);
	};
	const lookInto = (object: JsonObject, inside: string): void => {
		const type = said(object['type'] ?? object['@type'] ?? inside);
		if (inside === 'service' || inside === 'services') {
			if (!PICTURE_SERVICE.test(type)) found.add(`service: ${type}`);
			return;
		}
		const known = KNOWN[type] ?? (inside === 'body' || inside === 'source' ? BODY : null);
		for (const [name, member] of Object.entries(object)) {
			if (known && !known.includes(name)) found.add(`${KNOWN[type] ? type : 'body'}.${name}`);
			if (name === 'behavior')
				for (const one of member as readonly string[])
					if (!BEHAVIOURS.has(one)) found.add(`behavior: ${one}`);
			if (!OPAQUE.has(name)) look(member, name === 'items' && inside === 'body' ? 'body' : name);
		}
	};
	lookInto(document as unknown as JsonObject, '');
	return [...found].sort();
}
