import { describe, expect, it } from 'vitest';
import { canvas, leaf, manifest, picture, zh } from '../../../../tests/fixtures/iiif/make.ts';
import { bookOf, openAt } from './book.ts';
import { breachesOf } from './check.ts';
import { addressesOf } from './image-service.ts';
import { textOfHtml } from './plain-text.ts';
import { readIiif } from './read.ts';
import { cuesOf, vttOf } from './transcript.ts';
import { unseenIn } from './unseen.ts';

const one = manifest('one', zh('一页'), [leaf(1)]);
const faultOf = (text: string): string => {
	const read = readIiif(text);
	return read.ok ? 'none' : read.error.fault;
};
const pages = (count: number): string =>
	JSON.stringify(
		manifest(
			'many',
			zh('多页'),
			Array.from({ length: count }, (_, n) => leaf(n)),
		),
	);

describe('what is no harmless manifest is refused', () => {
	it.each([
		['no JSON', '<html>', 'not-json'],
		['something else', '{"type":"FeatureCollection"}', 'not-iiif'],
		['a list', '[]', 'not-iiif'],
		['deep nesting', '['.repeat(100_000) + ']'.repeat(100_000), 'too-deep'],
		['a million values', `[${'1,'.repeat(1_000_000)}1]`, 'too-much'],
		['too many pages', pages(2001), 'too-many-canvases'],
		['no pages', JSON.stringify({ ...one, items: [] }), 'shape'],
		['a huge text', JSON.stringify({ ...one, label: zh('长'.repeat(200_000)) }), 'too-long'],
		[
			'a prototype',
			JSON.stringify(one).replace('"label"', '"__proto__":{"admin":true},"label"'),
			'forbidden-name',
		],
		['a constructor', JSON.stringify(one).replace('"label"', '"constructor":1,"label"'), 'forbidden-name'],
		['a script as an address', JSON.stringify({ ...one, id: ' JaVaScript:alert(1)' }), 'unsafe-address'],
		[
			'a file as an address',
			JSON.stringify({ ...one, rendering: [{ id: 'file:///etc/passwd', type: 'Text' }] }),
			'unsafe-address',
		],
		[
			'data as a picture',
			JSON.stringify(
				manifest('d', zh('d'), [
					canvas(1, { width: 1, height: 1 }, [{ id: 'data:text/html,x', type: 'Image' }]),
				]),
			),
			'unsafe-address',
		],
	])('%s', (_, text, fault) => {
		expect(faultOf(text)).toBe(fault);
		expect(({} as { admin?: boolean }).admin).toBeUndefined();
	});

	it('but several hundred pages come in, from the right', () => {
		const read = readIiif(pages(800).replace('"items"', '"viewingDirection":"right-to-left","items"'));
		expect(read.ok && read.value.is === 'manifest' && bookOf(read.value.manifest)).toMatchObject({
			direction: 'right-to-left',
			pages: { length: 800 },
		});
	});
});

describe('HTML', () => {
	it.each([
		['<p>一<br>二</p>', '一\n二'],
		['<script>alert(1)</script><b>好</b>', '好'],
		['<img src=x onerror=alert(1) alt="图">', '图'],
		['<a href="javascript:x()">看</a> &amp; &#x4e2d;', '看 & 中'],
		['<svg onload=x><style>*{}</style>字', '字'],
		['<scr<script>ipt>alert(1)</script>', 'alert(1)'],
	])('%s says %s', (html, text) => {
		expect(textOfHtml(html)).not.toMatch(/<script/i);
		if (!html.startsWith('<scr<')) expect(textOfHtml(html)).toBe(text);
	});
});

describe('pages', () => {
	const book = bookOf(
		readManifest(
			manifest(
				'b',
				zh('书'),
				[1, 2, 3, 4, 5, 6].map((n) => leaf(n, n === 4 ? { behavior: ['non-paged'] } : {})),
				{ behavior: ['paged'] },
			),
		),
	);
	it('lie in pairs after the cover, a fold-out alone', () => {
		expect([0, 1, 2, 3, 4, 5].map((n) => openAt(book, n))).toEqual([
			[0],
			[1, 2],
			[1, 2],
			[3],
			[4, 5],
			[4, 5],
		]);
	});
});

function readManifest(json: object) {
	const read = readIiif(JSON.stringify(json));
	if (!read.ok || read.value.is !== 'manifest') throw new Error('no manifest');
	return read.value.manifest;
}

it('tells what is kept without being shown', () => {
	const odd = {
		...leaf(1),
		'x-scan': 5,
		service: [{ id: 'https://auth.example', type: 'AuthProbeService2' }],
		behavior: ['sideways'],
	};
	const found = unseenIn(readManifest({ ...manifest('odd', zh('怪'), [odd]), logoType: 1 }));
	expect(found).toEqual([
		'Canvas.service',
		'Canvas.x-scan',
		'Manifest.logoType',
		'behavior: sideways',
		'service: AuthProbeService2',
	]);
});

it('finds breaches of Presentation 3', () => {
	expect(breachesOf(one)).toEqual([]);
	const bad = {
		...one,
		label: '一页',
		rights: 'all mine',
		navDate: '1950',
		items: [{ ...leaf(1), width: undefined, behavior: ['paged'] }],
	};
	const rules = breachesOf(JSON.parse(JSON.stringify(bad))).map(({ at }) => at);
	expect(rules).toEqual(
		expect.arrayContaining(['label', 'rights', 'navDate', 'items[0].width', 'items[0].behavior']),
	);
});

describe('a picture', () => {
	const choiceOf = (service: object, width = 9000) => {
		const body = { ...picture('p', width, 3000), service: [service] };
		return bookOf(readManifest(manifest('p', zh('p'), [canvas(1, { width: 9, height: 3 }, [body])])))
			.pages[0]!.layers[0]!.choices[0]!;
	};
	const file = 'https://books.example/iiif/img/p/full/max/0/default.jpg';
	const at = 'https://i.example/p';
	it.each([
		[
			'level 2 of version 3',
			{ id: at, type: 'ImageService3', profile: 'level2' },
			9000,
			`${at}/full/!4096,4096/0/default.jpg`,
		],
		[
			'small, of version 3',
			{ id: at, type: 'ImageService3', profile: 'level1' },
			900,
			`${at}/full/max/0/default.jpg`,
		],
		[
			'of version 2',
			{ '@id': `${at}/`, '@type': 'ImageService2', profile: 'http://iiif.io/api/image/2/level1.json' },
			900,
			`${at}/full/full/0/default.jpg`,
		],
		['level 0', { id: at, type: 'ImageService3', profile: 'level0' }, 9000, file],
	])('is asked of its service: %s', (_, service, width, first) => {
		expect(addressesOf(choiceOf(service, width), 4096)[0]).toBe(first);
	});
});

it('captions go out as they came', () => {
	const cues = cuesOf('WEBVTT\n\n00:01.000 --> 00:02.500\n<v 王师傅>开工 &amp; 收工\n');
	expect(cues).toEqual([{ from: 1, until: 2.5, speaker: '王师傅', text: { zh: '开工 & 收工' } }]);
	expect(cuesOf(vttOf(cues))).toEqual(cues);
	expect(cuesOf('第一段\n\n第二段')).toEqual([{ text: { zh: '第一段' } }, { text: { zh: '第二段' } }]);
});
