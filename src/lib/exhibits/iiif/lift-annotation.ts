import { wordsOf } from './canonical.ts';
import { isObject, listOf, type Json, type JsonObject, said } from './clean.ts';

/** Version 2's annotations (Open Annotation) as version 3's (Web Annotation). */

export const textId = (json: JsonObject): string => said(json['@id'] ?? json['id'] ?? '');

const TYPES: Readonly<Record<string, string>> = {
	...{ 'dctypes:Image': 'Image', 'dctypes:Sound': 'Sound', 'dctypes:MovingImage': 'Video' },
	...{ 'dctypes:Text': 'Text', 'cnt:ContentAsText': 'TextualBody', 'oa:Tag': 'TextualBody' },
	...{
		'oa:Choice': 'Choice',
		'oa:SpecificResource': 'SpecificResource',
		'sc:Canvas': 'Canvas',
		'sc:Range': 'Range',
	},
};
const typeOf = (json: JsonObject): string => {
	const types = listOf(json['@type']).map(said);
	return TYPES[types.find((type) => type in TYPES) ?? ''] ?? types[0]?.replace(/^\w+:/, '') ?? 'Text';
};

export function liftAnnotation(json: JsonObject): JsonObject {
	const motivations = listOf(json['motivation']).map((one) => said(one).replace(/^\w+:/, ''));
	const bodies = listOf(json['resource']).map((body) =>
		isObject(body) ? liftBody(body) : { id: said(body) },
	);
	const tags = listOf(json['resource']).some(
		(body) => isObject(body) && listOf(body['@type']).includes('oa:Tag'),
	);
	const motivation = tags && motivations.length === 1 ? ['tagging'] : motivations;
	return {
		...(textId(json) === '' ? {} : { id: textId(json) }),
		type: 'Annotation',
		motivation: motivation.length === 1 ? motivation[0]! : motivation,
		...(json['label'] === undefined ? {} : { label: wordsOf(json['label']) }),
		body: bodies.length === 1 ? bodies[0]! : bodies,
		target: targetOf(json['on']),
	};
}

export function liftBody(json: JsonObject): JsonObject {
	const {
		'@id': id,
		'@type': _type,
		chars,
		full,
		selector,
		service,
		default: first,
		item,
		label,
		...rest
	} = json;
	const type = typeOf(json);
	const named = {
		...(typeof id === 'string' ? { id } : {}),
		type,
		...(label === undefined ? {} : { label: wordsOf(label) }),
	};
	if (type === 'Choice') {
		const items = [...listOf(first), ...listOf(item)].filter(isObject).map(liftBody);
		return { ...named, items };
	}
	if (type === 'SpecificResource')
		return {
			...named,
			...(isObject(full) ? { source: liftBody(full) } : {}),
			...(selector === undefined ? {} : { selector: selectorOf(selector) }),
			...rest,
		};
	return {
		...named,
		...(typeof chars === 'string' ? { value: chars } : {}),
		...(service === undefined ? {} : { service: liftServices(service) }),
		...rest,
	};
}

/** A service says which version it is of by its context. */
export const liftServices = (value: Json): Json =>
	listOf(value)
		.filter(isObject)
		.map((service) => {
			const { '@context': context, '@type': type, ...rest } = service;
			const version = /image\/(\d)/.exec(
				`${listOf(context).map(said).join(' ')} ${listOf(rest['profile']).map(said).join(' ')}`,
			)?.[1];
			const named = type ?? service['type'] ?? (version === undefined ? 'Service' : `ImageService${version}`);
			return { ...rest, '@type': named };
		});

function targetOf(on: Json | undefined): Json {
	const targets = listOf(on).map((one): Json => {
		if (!isObject(one)) return said(one);
		if (one['full'] === undefined) return textId(one);
		const source = isObject(one['full']) ? textId(one['full']) : said(one['full']);
		return { type: 'SpecificResource', source, selector: selectorOf(one['selector'] ?? {}) };
	});
	return targets.length === 1 ? targets[0]! : targets;
}

function selectorOf(selector: Json): Json {
	if (!isObject(selector)) return selector;
	const inner = selector['default'];
	if (isObject(inner)) {
		const item = selector['item'];
		// Mirador writes the drawing beside the box: the drawing says more.
		return isObject(item) && item['chars'] !== undefined ? selectorOf(item) : selectorOf(inner);
	}
	const type = said(listOf(selector['@type'])[0] ?? '').replace(/^\w+:/, '');
	const { '@type': _type, chars, ...rest } = selector;
	if (/svg/i.test(type) || /^\s*<svg/i.test(said(chars)))
		return { type: 'SvgSelector', value: said(chars ?? selector['value'] ?? '') };
	return { type: type === '' ? 'FragmentSelector' : type, ...rest };
}
