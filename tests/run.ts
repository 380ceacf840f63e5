/** Runs everything that can fail (`npm test`) and ends with one line, `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Outcome {
	readonly passed: number;
	readonly skipped: number;
	/** One line for each failure. */
	readonly failures: readonly string[];
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = mkdtempSync(join(tmpdir(), 'gongzhan-test-'));
const stepLimitMs = 12 * 60_000;

/** Runs a program with the pinned Node first on PATH and without stdin; true where it ended well. */
async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
	const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
	const child = spawn(command, args, {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, PATH: path, ...env },
		timeout: stepLimitMs,
	});
	try {
		return (await once(child, 'close'))[0] === 0;
	} catch (error) {
		console.error(`${command} ${args.join(' ')}: ${String(error)}`);
		return false;
	}
}

/** A step without tests of its own counts as one. */
function single(name: string, succeeded: boolean): Outcome {
	return { passed: succeeded ? 1 : 0, skipped: 0, failures: succeeded ? [] : [name] };
}

/** A runner may fail beyond its tests (a crash, an error outside of a test): that is a failure too. */
function withExit(name: string, succeeded: boolean, outcome: Outcome): Outcome {
	if (succeeded || outcome.failures.length > 0) return outcome;
	return { ...outcome, failures: [`${name} itself failed; see its output above`] };
}

function readReport<T>(file: string): T | undefined {
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as T;
	} catch {
		return undefined;
	}
}

interface VitestReport {
	testResults: {
		name: string;
		status: string;
		message: string;
		assertionResults: { fullName: string; status: string }[];
	}[];
}

async function vitest(): Promise<Outcome> {
	const file = join(reports, 'vitest.json');
	const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
	const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--allowOnly=false', ...reporting];
	const succeeded = await run('node', vitest);
	let passed = 0;
	let skipped = 0;
	const failures: string[] = [];
	for (const suite of readReport<VitestReport>(file)?.testResults ?? []) {
		const name = relative(root, suite.name);
		const failed = suite.assertionResults.filter((test) => test.status === 'failed');
		const ok = suite.assertionResults.filter((test) => test.status === 'passed');
		failures.push(...failed.map((test) => `${name} › ${test.fullName}`));
		passed += ok.length;
		skipped += suite.assertionResults.length - ok.length - failed.length;
		if (suite.status === 'failed' && failed.length === 0)
			failures.push(`${name}: ${suite.message.split('\n')[0]}`);
	}
	return withExit('vitest', succeeded, { passed, skipped, failures });
}

interface PlaywrightSuite {
	title: string;
	suites?: PlaywrightSuite[];
	specs?: { title: string; tests: { status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }[];
}

interface PlaywrightReport {
	suites: PlaywrightSuite[];
	errors: { message?: string }[];
}

function flatten(suite: PlaywrightSuite, path: string): { name: string; status: string }[] {
	const here = (suite.specs ?? []).flatMap((spec) =>
		spec.tests.map((test) => ({ name: `${path} › ${spec.title}`, status: test.status })),
	);
	return [...here, ...(suite.suites ?? []).flatMap((inner) => flatten(inner, `${path} › ${inner.title}`))];
}

async function browser(): Promise<Outcome> {
	if (globSync('tests/e2e/**/*.test.ts', { cwd: root }).length === 0)
		return { passed: 0, skipped: 0, failures: [] };
	const file = join(reports, 'e2e.json');
	const config = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'tests/e2e/playwright.config.ts'];
	const succeeded = await run('node', config, { E2E_REPORT: file });
	const report = readReport<PlaywrightReport>(file);
	const tests = (report?.suites ?? []).flatMap((suite) => flatten(suite, `tests/e2e/${suite.title}`));
	const failed = tests.filter((test) => test.status === 'unexpected' || test.status === 'flaky');
	const errors = (report?.errors ?? []).map(
		(error) => `tests/e2e: ${(error.message ?? 'error').split('\n')[0]}`,
	);
	return withExit('playwright', succeeded, {
		passed: tests.filter((test) => test.status === 'expected').length,
		skipped: tests.filter((test) => test.status === 'skipped').length,
		failures: [...failed.map((test) => test.name), ...errors],
	});
}

/** Scripts of package.json, one after the other. */
async function npm(...scripts: string[]): Promise<Outcome> {
	const outcomes: Outcome[] = [];
	for (const script of scripts)
		outcomes.push(single(`npm run ${script}`, await run('npm', ['run', '--silent', script])));
	return total(outcomes);
}

const total = (outcomes: readonly Outcome[]): Outcome => ({
	passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
	skipped: outcomes.reduce((sum, outcome) => sum + outcome.skipped, 0),
	failures: outcomes.flatMap((outcome) => outcome.failures),
});

const steps: [string, () => Promise<Outcome>[]][] = [
	// Each is one program on one thread. Tests of the hub and of the browser run the built app.
	['lint, types and build', () => [npm('lint'), npm('check', 'build')]],
	['unit, contract, architecture and simulation tests', () => [vitest()]],
	['browser tests', () => [browser()]],
];

const outcomes: Outcome[] = [];
for (const [title, step] of steps) {
	const started = performance.now();
	console.log(`\n── ${title} ──`);
	outcomes.push(...(await Promise.all(step())));
	console.log(`── ${title}: ${((performance.now() - started) / 1000).toFixed(1)} s ──`);
}
rmSync(reports, { recursive: true, force: true });

const { passed, skipped, failures } = total(outcomes);
console.log('');
for (const failure of failures) console.log(`FAILED ${failure}`);
if (skipped > 0) console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
