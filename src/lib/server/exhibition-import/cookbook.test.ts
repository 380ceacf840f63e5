import { describe, expect, it } from 'vitest';
import { ANNOTATIONS, GEO, STATES } from '../../../../tests/fixtures/iiif/annotations.ts';
import { AV } from '../../../../tests/fixtures/iiif/av.ts';
import { BASIC, STRUCTURE } from '../../../../tests/fixtures/iiif/basic.ts';
import { AT } from '../../../../tests/fixtures/iiif/make.ts';
import type { Recipe } from '../../../../tests/fixtures/iiif/recipe.ts';
import { ok } from '../../base/result.ts';
import { bookOf } from '../../exhibits/iiif/book.ts';
import { breachesOf } from '../../exhibits/iiif/check.ts';
import { differences } from '../../exhibits/iiif/differences.ts';
import { documentOf } from '../../exhibits/iiif/write.ts';
import { gather, type Gathered, type Web } from './gather.ts';
import { pointed } from './pointed.ts';

/** The IIIF cookbook, recipe by recipe: imported, shown, exported, and what is not the same afterwards. */

const RECIPES: readonly Recipe[] = [...BASIC, ...STRUCTURE, ...AV, ...ANNOTATIONS, ...GEO, ...STATES].sort(
	(a, b) => (a.name < b.name ? -1 : 1),
);
/** What the cookbook's own table counts as audio and video. */
const AV_RECIPES = 13;

const webOf = (recipe: Recipe): Web => ({
	text: async (address) => {
		const found = recipe.web?.[address];
		if (found === undefined) return { ok: false, error: 'not found' };
		return ok(typeof found === 'string' ? found : JSON.stringify(found));
	},
});

async function taken(recipe: Recipe): Promise<Gathered> {
	const web = webOf(recipe);
	const given = typeof recipe.given === 'string' ? pointed(recipe.given) : JSON.stringify(recipe.given);
	const text = /^https?:/.test(given) ? await web.text(given) : ok(given);
	if (!text.ok) throw new Error(text.error);
	const done = await gather(web, { text: text.value, address: `${AT}/given` });
	if (!done.ok) throw new Error(JSON.stringify(done.error));
	return done.value;
}

interface Row {
	readonly name: string;
	readonly imported: boolean;
	readonly shown: boolean | string;
	readonly exported: number;
	readonly changed: readonly string[];
}

async function rowOf(recipe: Recipe): Promise<Row> {
	const { works, missing } = await taken(recipe);
	expect(missing).toEqual([]);
	const first = works.find(({ content }) => content.type === 'Manifest')!;
	const shelf = works.find(({ content }) => content.type === 'Collection') ?? null;
	const book = first.content.type === 'Manifest' ? bookOf(first.content, first.pages) : null;
	const shown = recipe.shown(book!, shelf?.content.type === 'Collection' ? shelf.content : null);
	const top = shelf ?? first;
	const out = documentOf(top);
	const again = await gather(webOf(recipe), { text: JSON.stringify(out), address: top.content.id });
	expect(again.ok && again.value.works.at(-1)?.content).toEqual(top.content);
	const source =
		typeof recipe.given === 'string' || !('label' in recipe.given)
			? recipe.web![top.content.id]
			: recipe.given;
	const changed = differences(source, out);
	return { name: recipe.name, imported: works.length > 0, shown, exported: breachesOf(out).length, changed };
}

describe('the IIIF cookbook', () => {
	const rows: Row[] = [];

	it.each(RECIPES)('$name', async (recipe) => {
		const row = await rowOf(recipe);
		rows.push(row);
		expect(row.shown).not.toBe(false);
		expect(row.exported).toBe(0);
		expect(row.changed.filter((path) => !recipe.changed?.test(path))).toEqual([]);
	});

	it('is there as a whole, its sound and film too', () => {
		if (process.env['IIIF_TABLE']) console.log(tableOf(rows));
		expect(rows).toHaveLength(74);
		expect(rows.filter(({ shown }) => shown === true).length).toBeGreaterThan(34);
		const av = RECIPES.filter(({ group }) => group === 'av').map(({ name }) => name);
		expect(
			rows.filter(({ name, shown }) => av.includes(name) && shown === true).length,
		).toBeGreaterThanOrEqual(AV_RECIPES);
	});
});

function tableOf(rows: readonly Row[]): string {
	const lines = rows.map(({ name, imported, shown, exported, changed }) =>
		[
			name.padEnd(44),
			imported ? 'yes' : 'no ',
			(shown === true ? 'yes' : 'partly').padEnd(6),
			exported === 0 ? 'valid' : `${exported} faults`,
			shown === true ? changed.slice(0, 2).join(', ') : String(shown),
		].join('  '),
	);
	return ['recipe'.padEnd(44) + '  in   shown   out    difference', ...lines].join('\n');
}
