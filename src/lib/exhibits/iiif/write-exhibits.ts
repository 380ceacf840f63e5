import type { Honoree } from '../../domain/exhibit.ts';
import type { Exhibition } from '../../domain/exhibition.ts';
import type { MediaId } from '../../base/id.ts';
import type { Story } from '../../domain/story.ts';
import type { Text } from '../../domain/text.ts';
import type { Work } from '../../domain/work.ts';
import { lookOf, madeByHand } from './by-hand.ts';
import { said, type JsonObject } from './clean.ts';
import {
	bodyOf,
	canvasOf,
	CONTEXT,
	sizeOf,
	wordsOf,
	type Addresses,
	type Exported,
	type Words,
} from './write-canvas.ts';
import { scrollManifests } from './write-scroll.ts';
import { documentOf } from './write.ts';

/** A venue's exhibition for others: a collection, and a manifest for whatever hangs in it. */

const joined = (texts: readonly Text[]): Words => ({
	zh: texts.map(({ zh }) => zh),
	...(texts.some(({ en }) => en) ? { en: texts.map(({ zh, en }) => en ?? zh) } : {}),
});
const fact = (zh: string, en: string, value: Text | string | number | undefined): JsonObject[] =>
	value === undefined
		? []
		: [
				{
					label: { zh: [zh], en: [en] },
					value: typeof value === 'object' ? wordsOf(value) : { none: [said(value)] },
				},
			];

/** Everything that is exhibited, as files to put on any web server. */
export function exportedFrom(shown: Exhibition, label: Text, at: Addresses): Exported[] {
	const works = [...shown.works.values()];
	const pieces = [
		...[...shown.honorees.values()].map((one) => piece('person', one.id, personParts(one))),
		...[...shown.methods.values()].map((one) =>
			piece('method', one.id, {
				...{ label: one.name, summary: one.summary, media: one.media },
				facts: [
					...[...fact('年份', 'Year', one.year), ...fact('难在哪里', 'Problem', one.problem)],
					{ label: { zh: ['怎么做'], en: ['Steps'] }, value: joined(one.steps) },
					...fact('结果', 'Result', one.result),
				],
			}),
		),
		...[...shown.heritage.values()].map((one) =>
			piece('heritage', one.id, {
				...{ label: one.name, summary: one.summary, media: one.media },
				facts: [
					...[...fact('年代', 'Era', one.era), ...fact('地点', 'Place', one.place)],
					...(one.story.length > 0
						? [{ label: { zh: ['介绍'], en: ['Story'] }, value: joined(one.story) }]
						: []),
				],
			}),
		),
		...[...shown.stories.values()].map((one) => piece('story', one.id, storyParts(one))),
		...works.flatMap((one) => handParts(one)),
	].map(({ path, parts }) => ({ path, document: manifestOf(shown, parts, `${at.base}/${path}`, at) }));
	const imported = works
		.filter((work) => !madeByHand(work))
		.map((work) => ({ path: `work/${work.id}.json`, document: documentOf(work) }));
	const all = [...pieces, ...scrollManifests(shown, at), ...imported];
	return [{ path: 'collection.json', document: collectionOf(all, label, at) }, ...all];
}

const collectionOf = (all: readonly Exported[], label: Text, { base }: Addresses): JsonObject => ({
	...{ '@context': CONTEXT, id: `${base}/collection.json`, type: 'Collection', label: wordsOf(label) },
	items: all.map(({ path, document }) => ({
		id: document['id'] ?? `${base}/${path}`,
		type: document['type']!,
		label: document['label'] ?? { none: [path] },
	})),
});

interface Parts {
	readonly label: Text;
	readonly summary: Text;
	readonly facts: readonly JsonObject[];
	readonly media: readonly MediaId[];
	readonly transcript?: Story['transcript'];
	/** Of the canvas of each of `media`. */
	readonly told?: readonly { readonly label?: Text; readonly note?: Text }[];
	/** Of the manifest. */
	readonly look?: JsonObject;
}
const piece = (folder: string, id: string, parts: Parts) => ({ path: `${folder}/${id}.json`, parts });

/** A work made here goes out as what it is made of. */
function handParts(work: Work) {
	const made = madeByHand(work);
	if (!made) return [];
	const leaves = made.leaves.flatMap(({ media, ...told }) => (media ? [{ media, told }] : []));
	return [
		piece('work', work.id, {
			...{ label: work.title, summary: work.summary ?? work.title, facts: [], look: lookOf(made) },
			...{ media: leaves.map(({ media }) => media), told: leaves.map(({ told }) => told) },
		}),
	];
}

function personParts(one: Honoree): Parts {
	const honours = one.honours.map(({ title, year, issuer }) => ({
		zh: `${year} ${title.zh}${issuer ? `（${issuer.zh}）` : ''}`,
		...(title.en ? { en: `${year} ${title.en}${issuer?.en ? ` (${issuer.en})` : ''}` } : {}),
	}));
	return {
		...{ label: one.name, summary: one.summary },
		media: [...(one.portrait ? [one.portrait] : []), ...one.media],
		facts: [
			{ label: { zh: ['荣誉'], en: ['Honours'] }, value: joined(honours) },
			...[
				...fact('生年', 'Born', one.born),
				...fact('卒年', 'Died', one.died),
				...fact('岗位', 'Work', one.work),
			],
			...[...fact('行业', 'Trade', one.trade), ...fact('地区', 'Place', one.home)],
			...(one.story.length > 0 ? [{ label: { zh: ['事迹'], en: ['Life'] }, value: joined(one.story) }] : []),
		],
	};
}

const storyParts = (one: Story): Parts => ({
	...{ label: one.title, summary: one.summary, transcript: one.transcript },
	facts: [
		...fact('讲述', 'Told by', one.teller),
		...fact('方言', 'Dialect', one.dialect),
		...fact('年份', 'Year', one.year),
	],
	media: [...(one.recording ? [one.recording] : []), ...(one.mandarin ? [one.mandarin] : []), ...one.media],
});

function manifestOf(shown: Exhibition, parts: Parts, id: string, at: Addresses): JsonObject {
	const canvases = parts.media.flatMap((mediaId, n) => {
		const media = shown.media.get(mediaId);
		const body = media && bodyOf(media, at.hub);
		if (!body) return [];
		const { label = media.caption, note } = parts.told?.[n] ?? {};
		const canvas = canvasOf(`${id}/canvas/${n + 1}`, body, sizeOf(media), wordsOf(label));
		return [note ? { ...canvas, summary: wordsOf(note) } : canvas];
	});
	const spoken = spokenOf(parts, canvases[0], id);
	return {
		...{
			'@context': CONTEXT,
			id,
			type: 'Manifest',
			label: wordsOf(parts.label),
			summary: wordsOf(parts.summary),
		},
		...parts.look,
		...(parts.facts.length > 0 ? { metadata: parts.facts } : {}),
		items:
			canvases.length > 0
				? [{ ...canvases[0]!, ...spoken }, ...canvases.slice(1)]
				: [textCanvas(id, parts.summary, spoken)],
	};
}

/** The lines of a story, beside its sound where there is one. */
function spokenOf({ transcript = [] }: Parts, first: JsonObject | undefined, id: string): JsonObject {
	const target = first ? said(first['id']) : `${id}/canvas/1`;
	const isTimed = first?.['duration'] !== undefined;
	const items = transcript.map(({ from, until, speaker, text }, n) => ({
		...{ id: `${id}/line/${n + 1}`, type: 'Annotation', motivation: 'supplementing' },
		body: {
			type: 'TextualBody',
			value: speaker ? `${speaker}：${text.zh}` : text.zh,
			language: 'zh',
			format: 'text/plain',
		},
		target:
			isTimed && from !== undefined ? `${target}#t=${from}${until === undefined ? '' : `,${until}`}` : target,
	}));
	return items.length === 0 ? {} : { annotations: [{ id: `${id}/lines`, type: 'AnnotationPage', items }] };
}

/** Where there is no picture, its words are what is seen. */
function textCanvas(id: string, { zh }: Text, more: JsonObject): JsonObject {
	const body = { type: 'TextualBody', value: zh, language: 'zh', format: 'text/plain' };
	return { ...canvasOf(`${id}/canvas/1`, body, { width: 1600, height: 900 }, { none: ['1'] }), ...more };
}
