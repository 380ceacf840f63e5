import { expect, it } from 'vitest';
import { AT, CONTEXT, leaf, manifest, zh } from '../../../../tests/fixtures/iiif/make.ts';
import { ok } from '../../base/result.ts';
import { gather } from './gather.ts';

const shelf = (name: string, ...members: string[]) => ({
	...{ '@context': CONTEXT, id: `${AT}/${name}`, type: 'Collection', label: zh(name) },
	items: members.map((id) => ({
		...{ id: `${AT}/${id}`, label: zh(id), type: id.endsWith('manifest.json') ? 'Manifest' : 'Collection' },
	})),
});
const webOf = (documents: readonly { id?: unknown }[]) => {
	const byId = new Map(documents.map((one) => [String(one.id), JSON.stringify(one)]));
	return {
		text: (address: string) => {
			const text = byId.get(address);
			return Promise.resolve(text === undefined ? { ok: false as const, error: 'not found' } : ok(text));
		},
	};
};
const take = (documents: readonly { id?: unknown }[]) =>
	gather(webOf(documents), { text: JSON.stringify(documents[0]), address: String(documents[0]!.id) });

it('shelves on shelves come with what stands on them, works first', async () => {
	const done = await take([
		shelf('top', 'inner', 'a/manifest.json'),
		shelf('inner', 'b/manifest.json'),
		manifest('a', zh('甲'), [leaf(1)]),
		manifest('b', zh('乙'), [leaf(2)]),
	]);
	expect(done.ok && done.value.works.map(({ content }) => content.id.replace(`${AT}/`, ''))).toEqual([
		'b/manifest.json',
		'inner',
		'a/manifest.json',
		'top',
	]);
});

it('a collection that holds itself is refused, however far away', async () => {
	const done = await take([shelf('one', 'two'), shelf('two', 'three'), shelf('three', 'one')]);
	expect(done).toMatchObject({ ok: false, error: { fault: 'cycle' } });
});

it('shelves more than five deep are refused', async () => {
	const names = ['1', '2', '3', '4', '5', '6', '7'];
	expect(await take(names.map((name, n) => shelf(name, ...names.slice(n + 1, n + 2))))).toMatchObject({
		error: { fault: 'too-deep-shelves' },
	});
});

it('what cannot be had is told, and the rest comes', async () => {
	const done = await take([
		shelf('top', 'gone/manifest.json', 'a/manifest.json'),
		manifest('a', zh('甲'), [leaf(1)]),
	]);
	expect(done).toMatchObject({
		ok: true,
		value: { works: { length: 2 }, missing: [{ fault: 'unreachable', address: `${AT}/gone/manifest.json` }] },
	});
});

it('annotations without end are not followed without end', async () => {
	const canvases = Array.from({ length: 8 }, (_, n) =>
		leaf(n + 1, { annotations: [{ id: `${AT}/endless/${n}-0`, type: 'AnnotationPage' }] }),
	);
	let asked = 0;
	const web = {
		text: (address: string) => {
			asked++;
			const [, n, k] = /(\d+)-(\d+)$/.exec(address)!;
			const next = `${AT}/endless/${n}-${Number(k) + 1}`;
			return Promise.resolve(ok(JSON.stringify({ id: address, type: 'AnnotationPage', items: [], next })));
		},
	};
	const done = await gather(web, { text: JSON.stringify(manifest('e', zh('没完'), canvases)), address: AT });
	expect(done).toMatchObject({ ok: true });
	expect(asked).toBe(3000);
});

it('a work that no kiosk could hold is refused', async () => {
	const long = { type: 'TextualBody', value: '长'.repeat(90_000) };
	const items = Array.from({ length: 100 }, (_, n) => ({
		id: `${AT}/n/${n}`,
		type: 'Annotation',
		body: long,
		target: AT,
	}));
	const large = manifest('l', zh('太大'), [leaf(1)], {
		annotations: [{ id: `${AT}/n`, type: 'AnnotationPage', items }],
	});
	expect(await take([large])).toMatchObject({ error: { fault: 'too-much' } });
});
