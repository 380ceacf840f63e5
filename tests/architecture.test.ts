import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The rules of src/README.md that a compiler does not check. */

const root = fileURLToPath(new URL('..', import.meta.url));

/** What each part may import, besides itself. Routes are named by their first folder. */
const MAY_IMPORT: Record<string, readonly string[]> = {
	base: [],
	domain: ['base'],
	sync: ['domain', 'base'],
	i18n: ['domain', 'base'],
	exhibits: ['domain', 'base'],
	ui: ['i18n', 'domain', 'base', 'exhibits'],
	kiosk: ['ui', 'i18n', 'exhibits', 'sync', 'domain', 'base'],
	server: ['i18n', 'exhibits', 'sync', 'domain', 'base'],
	'routes/kiosk': ['kiosk', 'ui', 'i18n', 'exhibits', 'sync', 'domain', 'base'],
	'routes/lobby': ['kiosk', 'ui', 'i18n', 'exhibits', 'sync', 'domain', 'base'],
	'routes/desk': ['routes/kiosk', 'kiosk', 'ui', 'i18n', 'exhibits', 'sync', 'domain', 'base'],
	'routes/preview': ['routes/kiosk', 'kiosk', 'ui', 'i18n', 'exhibits', 'sync', 'domain', 'base'],
	routes: ['server', 'ui', 'i18n', 'exhibits', 'sync', 'domain', 'base'],
	'service-worker.ts': ['kiosk', 'domain', 'base'],
	'hooks.server.ts': ['server', 'sync', 'i18n', 'domain', 'base'],
	'app.d.ts': ['server', 'i18n', 'domain', 'base'],
	cli: ['server', 'kiosk', 'i18n', 'sync', 'domain', 'base'],
};
const PURE = ['base', 'domain', 'sync'];
/** The edges of `base`: the only places in the pure layers that may touch a clock or randomness. */
const PORTS = ['src/lib/base/clock.ts', 'src/lib/base/random.ts'];
const BANNED_NAMES = /(^|\/)(utils?|helpers?|types|stores?|common|misc)\.(ts|svelte)$/;
const LONGEST_FUNCTION = 70;
const LONGEST_FILE = 300;

interface Source {
	readonly path: string;
	readonly text: string;
	readonly part: string;
	readonly imports: string[];
}

function partOf(path: string): string {
	const [first, second, third] = path.split('/').slice(1);
	if (first === 'lib') return second!;
	if (first !== 'routes') return first!;
	return second && third && `routes/${second}` in MAY_IMPORT ? `routes/${second}` : 'routes';
}

const script = (path: string, text: string): string =>
	path.endsWith('.svelte')
		? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((m) => m[1]).join('\n')
		: text;

function importsOf(path: string, text: string): string[] {
	const specifiers = ts
		.preProcessFile(script(path, text), true, true)
		.importedFiles.map((file) => file.fileName);
	return specifiers.flatMap((specifier) => {
		if (specifier.startsWith('$lib/')) return [join('src/lib', specifier.slice(5))];
		if (!specifier.startsWith('.')) return [];
		return [relative(root, resolve(root, dirname(path), specifier)).replace(/\?.*$/, '')];
	});
}

const sources: Source[] = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
	.map((path) => join('src', path))
	.filter((path) => /\.(ts|svelte)$/.test(path))
	.map((path) => {
		const text = readFileSync(join(root, path), 'utf8');
		return { path, text, part: partOf(path), imports: importsOf(path, text) };
	});
const shipped = sources.filter(({ path }) => !path.endsWith('.test.ts'));

/** Lists offenders in one assertion, so that a failure names them all. */
const none = (offenders: string[]) => expect(offenders).toEqual([]);

describe('layers', () => {
	it('import only what is below them', () => {
		none(
			shipped.flatMap(({ path, part, imports }) =>
				imports
					.filter((target) => target.startsWith('src/') && !target.includes('/$types'))
					.map((target) => [target, partOf(target)] as const)
					.filter(([, to]) => to !== part && !(MAY_IMPORT[part] ?? []).includes(to))
					.map(([target]) => `${path} imports ${target}`),
			),
		);
	});

	it('know every part of the tree', () => {
		none([...new Set(shipped.map(({ part }) => part))].filter((part) => !(part in MAY_IMPORT)));
	});

	it('have no cycles', () => {
		const graph = new Map(shipped.map(({ path, imports }) => [path, imports]));
		const cycles: string[] = [];
		const done = new Set<string>();
		const visit = (path: string, trail: string[]): void => {
			if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
			else if (!done.has(path)) for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
			done.add(path);
		};
		for (const path of graph.keys()) visit(path, []);
		none(cycles);
	});

	it('ship nothing from tests', () => {
		none(
			shipped
				.filter(({ imports }) => imports.some((target) => target.startsWith('tests/')))
				.map(({ path }) => path),
		);
	});
});

describe('the pure core', () => {
	const core = shipped.filter(({ part }) => PURE.includes(part));
	const without = (pattern: RegExp) =>
		none(
			core.filter(({ path, text }) => !PORTS.includes(path) && pattern.test(text)).map(({ path }) => path),
		);

	it('takes time and randomness as arguments', () => {
		without(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\bcrypto\.|Temporal\.Now\b/);
	});
	it('does no I/O', () => {
		without(
			/\bfetch\(|\bindexedDB\b|\blocalStorage\b|\bsetTimeout\(|\bsetInterval\(|from 'node:|\bconsole\./,
		);
	});
	it('never awaits', () => {
		without(/\bawait\b|\basync\b/);
	});
});

describe('files', () => {
	it('are named for their subject', () => {
		none(sources.map(({ path }) => path).filter((path) => BANNED_NAMES.test(path)));
	});
	it(`have one subject: at most ${LONGEST_FILE} lines`, () => {
		none(shipped.filter(({ text }) => text.split('\n').length > LONGEST_FILE).map(({ path }) => path));
	});
	it(`have functions of at most ${LONGEST_FUNCTION} lines`, () => {
		none(shipped.flatMap(({ path, text }) => longFunctions(path, script(path, text))));
	});
	it('leave user-facing Chinese to the dictionaries', () => {
		const han = /\p{Script=Han}/u;
		const speaks = shipped.filter(
			({ path, part }) => part === 'ui' || (part.startsWith('routes') && path.endsWith('.svelte')),
		);
		none(speaks.flatMap(({ path, text }) => (han.test(withoutComments(text)) ? [path] : [])));
	});
});

const withoutComments = (text: string): string =>
	text.replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');

function longFunctions(path: string, text: string): string[] {
	const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isFunctionLike(node) && 'body' in node && node.body) {
			const lines = (position: number) => file.getLineAndCharacterOfPosition(position).line;
			const length = lines(node.end) - lines(node.getStart()) + 1;
			if (length > LONGEST_FUNCTION)
				found.push(`${path}:${lines(node.getStart()) + 1} is ${length} lines long`);
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}
