import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { ABILITIES, MAY, may, ROLES, type Ability, type Role } from '../../src/lib/domain/roles.ts';
import { PATIENCE, staffConsole } from './console.ts';
import { root } from './harness.ts';

/**
 * Every role tries every page, file and form of the staff console. What each of them needs stands in its source, as the first
 * ability that it asks for; whether it is refused is asked of a real hub.
 */

const office = staffConsole();
const { browser, cookies } = office;

interface Act {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	/** Null: open to everybody on the staff. */
	readonly needs: Ability | null;
}

/** What everybody on the staff may, and what is for those who are not signed in. */
const OPEN = ['GET /staff', 'POST /staff?/signIn', 'POST /staff?/signOut', 'POST /staff?/venue'];
const FOR_STRANGERS = ['/staff/welcome'];

const isAbility = (word: string): word is Ability => word in MAY;

/** A file of the staff pages with those that it imports from beside it. */
function withImports(file: string, seen = new Set<string>()): string {
	if (seen.has(file)) return '';
	seen.add(file);
	const text = readFileSync(file, 'utf8');
	const beside = [...text.matchAll(/from '(\.[^']+\.ts)'/g)].map(([, path]) => join(dirname(file), path!));
	const staff = beside.filter((path) => path.includes('routes/staff') && !path.endsWith('access.ts'));
	return [text, ...staff.map((path) => withImports(path, seen))].join('\n');
}

/** The first ability named in a text, or in what it calls, in the order in which it is read. */
function abilityIn(text: string, source: string, seen = new Set<string>()): Ability | null {
	for (const [, literal, name] of text.matchAll(/'(\w+)'|\b([a-z]\w+)\b/g)) {
		if (literal !== undefined) {
			if (isAbility(literal)) return literal;
			continue;
		}
		if (seen.has(name!)) continue;
		const start = source.search(
			new RegExp(`^(?:export )?(?:(?:async )?function ${name}\\b|const ${name} = )`, 'm'),
		);
		if (start < 0) continue;
		seen.add(name!);
		const inside = abilityIn(source.slice(start).split(/^\}|;\n\n/m)[0]!, source, seen);
		if (inside) return inside;
	}
	return null;
}

const acts: Act[] = globSync('src/routes/staff/**/+{page.server,server}.ts', { cwd: root }).flatMap(
	(file) => {
		const path = `/${relative('src/routes', dirname(file)).replaceAll(/\[\w+\]/g, 'none')}`;
		if (FOR_STRANGERS.includes(path)) return [];
		const own = readFileSync(join(root, file), 'utf8');
		const source = withImports(join(root, file));
		const [head, actions = ''] = own.split(/export const actions\b/);
		const load = /export (?:const|async function) (?:load|GET)\b[\s\S]*/.exec(head!)?.[0];
		const found: Act[] = load ? [{ method: 'GET', path, needs: abilityIn(load, source) }] : [];
		const names = [...actions.matchAll(/^\t(\w+): /gm)];
		for (const [index, { 1: name, index: at }] of names.entries()) {
			const body = actions.slice(at, names[index + 1]?.index ?? actions.length).replace(/^\t\w+: /, '');
			const to = name === 'default' ? path : `${path}?/${name}`;
			found.push({ method: 'POST', path: to, needs: abilityIn(body, source) });
		}
		return found;
	},
);

const asked = async ({ method, path }: Act, role: Role): Promise<number> => {
	const cookie = cookies.get(role)!;
	const answer = method === 'GET' ? await browser.open(path, cookie) : await browser.send(path, {}, cookie);
	await answer.body?.cancel();
	return answer.status;
};

it(
	'every role tries every page and every form: allowed or refused as the table says',
	async () => {
		const closed = acts.filter(({ method, path }) => !OPEN.includes(`${method} ${path}`));
		// A page that asks for nothing would be open to all by oversight.
		expect(closed.filter(({ needs }) => needs === null)).toEqual([]);
		expect(closed.length).toBeGreaterThan(40);
		const wrong: string[] = [];
		const lines: string[] = [];
		for (const act of closed) {
			const cells: string[] = [];
			for (const role of ROLES) {
				const status = await asked(act, role);
				if ((status !== 403) !== may(role, act.needs!) || status >= 500)
					wrong.push(`${role} ${act.method} ${act.path}: ${status}, needs ${act.needs}`);
				cells.push(status === 403 ? '–' : '✓');
			}
			lines.push([act.method.padEnd(4), act.path.padEnd(56), act.needs!.padEnd(16), ...cells].join('  '));
		}
		console.log(`${' '.repeat(80)}${ROLES.map((role) => role[0]).join('  ')}\n${lines.sort().join('\n')}`);
		expect(wrong).toEqual([]);
	},
	PATIENCE,
);

it('every ability is asked for somewhere', () => {
	const used = readFileSync(join(root, 'src/routes/staff/staff-nav.ts'), 'utf8');
	const needed = new Set<string | null>(acts.map(({ needs }) => needs));
	const sources = globSync('src/routes/staff/**/*.{ts,svelte}', { cwd: root })
		.map((file) => readFileSync(join(root, file), 'utf8'))
		.join('');
	const idle = ABILITIES.filter(
		(ability) => !needed.has(ability) && !used.includes(ability) && !sources.includes(`'${ability}'`),
	);
	expect(idle).toEqual([]);
});
