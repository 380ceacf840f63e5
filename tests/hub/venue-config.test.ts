import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonSchema } from '@valibot/to-json-schema';
import { nearestWord } from '../../src/lib/server/nearest-word.ts';
import { checkVenueConfig } from '../../src/lib/server/venue-config.ts';
import { VENUE_WORDS } from '../../src/lib/server/venue-schema-words.ts';
import { schemaPaths, venueSchemaText } from '../../src/lib/server/venue-schema.ts';

const file = (path: string): string =>
	readFileSync(new URL(`../../kiosk-config/${path}`, import.meta.url), 'utf8');
const example = file('venue.example.json');

/** The problems of the example with other values at these paths; undefined takes the field out. */
function problemsWith(...changes: readonly (readonly [path: string, value: unknown])[]) {
	const draft: unknown = JSON.parse(example);
	for (const [path, value] of changes) {
		const keys = path.match(/[^.[\]]+/g)!;
		const parent = keys.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], draft);
		(parent as Record<string, unknown>)[keys.at(-1)!] = value;
	}
	const checked = checkVenueConfig(JSON.stringify(draft));
	return checked.ok ? [] : checked.error;
}

describe('the committed files', () => {
	it('venue.schema.json is what the schemas generate (else: node src/cli/venue-schema.ts)', () => {
		expect(JSON.parse(file('venue.schema.json'))).toEqual(JSON.parse(venueSchemaText()));
	});

	it('every field of the schema has a title and a description, and no words are left over', () => {
		const paths = schemaPaths(JSON.parse(venueSchemaText()) as Exclude<JsonSchema, boolean>);
		expect(new Set(paths)).toEqual(new Set(Object.keys(VENUE_WORDS).filter((path) => path !== '')));
	});

	it('the example is a valid venue with its rooms', () => {
		const checked = checkVenueConfig(example);
		expect(checked).toMatchObject({ ok: true, value: { venue: { id: 'shifan-palace', demo: false } } });
		expect(checked.ok && checked.value.rooms.length).toBe(8);
		expect(checked.ok && '$schema' in checked.value.venue).toBe(false);
	});

	it('forgives the byte order mark of a Windows editor', () => {
		expect(checkVenueConfig(`\uFEFF${example}`).ok).toBe(true);
	});
});

describe('a broken configuration', () => {
	// Where the field at fault is not the one that was changed, it is the last member.
	const cases: [what: string, path: string, value: unknown, hint: RegExp, field?: string][] = [
		['no id', 'id', undefined, /add it/],
		['an id with capitals', 'id', 'ShiFan', /a–z/],
		['no Chinese name', 'name', { en: 'Palace' }, /add it/, 'name.zh'],
		['a kind nobody knows', 'kind', 'palce', /did you mean "palace"/],
		['a misspelt zone', 'zone', 'Asia/Shangai', /did you mean "Asia\/Shanghai"/],
		['hours as text', 'openingHours', '9-5', /list/],
		['day 0', 'openingHours[0].days', [0], /at least 1/, 'openingHours[0].days[0]'],
		['a time without a zero', 'openingHours[1].from', '8:30', /HH:MM/],
		['closing before opening', 'openingHours[0].to', '07:00', /later time/],
		['a day open twice at once', 'openingHours[1].days', [5, 6, 7], /overlap/, 'openingHours[1]'],
		['a module in quotes', 'modules.checkIn', 'yes', /true or false/],
		['a misspelt module', 'modules.exhibit', true, /did you mean "exhibits"/],
		['a wrong policy', 'policy.walkIn', 'deny', /"ask-desk"/],
		['half a minute', 'policy.lateAfter', 0.5, /whole number/],
		['two seconds of idleness', 'idle.menu', 2, /at least 5/],
		['an unknown scanner', 'scanner', 'Camera', /did you mean "camera"/],
		['no language', 'languages', [], /at least 1/],
		['a language twice', 'languages', ['zh', 'zh'], /once/, 'languages[1]'],
		['a reload at 25 o’clock', 'reloadAt', '25:00', /HH:MM/],
		['a field of another program', 'theme', 'dark', /remove it/],
		['no rooms', 'rooms', [], /at least 1/],
		['floor 0', 'rooms[1].floor', 0, /-1, 1, 2/],
		['a floor in quotes', 'rooms[1].floor', '2', /without quotes/],
		['a room twice', 'rooms[3].id', 'craft-hall', /own/],
		['a door number twice', 'rooms[3].number', '101', /same number/],
		['a misspelt room field', 'rooms[2].seat', 5, /did you mean "seats"/],
	];

	it.each(cases)('%s', (_what, path, value, hint, field = path) => {
		const problems = problemsWith([path, value]);
		expect(problems.map((p) => p.field)).toEqual([field]);
		expect(problems[0]!.hint).toMatch(hint);
	});

	it('says everything at once', () => {
		const some = cases.slice(3, 6);
		const problems = problemsWith(...some.map(([, path, value]) => [path, value] as const));
		expect(problems.map((p) => p.field)).toEqual(['kind', 'zone', 'openingHours']);
	});

	it.each([
		'',
		'{',
		'[]',
		'"venue"',
		'null',
		'{"id":"a",}',
		'12',
		'{"rooms":[null,3],"openingHours":[null]}',
	])('never throws: %j', (text) => {
		const checked = checkVenueConfig(text);
		expect(checked.ok).toBe(false);
		for (const problem of checked.ok ? [] : checked.error) {
			expect(problem.problem).not.toBe('');
			expect(problem.hint).not.toBe('');
		}
	});
});

describe('nearestWord', () => {
	it.each([
		['flor', 'floor'],
		['lfoor', 'floor'],
		['opens_before', 'opensBefore'],
		['colour', null],
	])('%s → %s', (word, meant) => {
		expect(nearestWord(word, ['floor', 'opensBefore', 'seats'])).toBe(meant);
	});
});
