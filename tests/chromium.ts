/** Finds the Chromium that browser tests drive, and says how to start it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type LaunchOptions } from 'playwright';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const macApps = ['Google Chrome', 'Chromium'].map(
	(name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

const isRoot = process.getuid?.() === 0;

/** Order: `CHROMIUM_PATH`, Playwright's own download, the system's. `undefined` where there is none; throws on a wrong `CHROMIUM_PATH`. */
export function findChromium(): string | undefined {
	const chosen = process.env['CHROMIUM_PATH'];
	if (chosen && !existsSync(chosen))
		throw new Error(`CHROMIUM_PATH names a file that does not exist: ${chosen}`);
	if (chosen) return chosen;
	const folders = (process.env['PATH'] ?? '').split(delimiter);
	const installed = systemNames.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [chromium.executablePath(), ...installed, ...macApps].find((path) => existsSync(path));
}

/** Like `findChromium`, but installs what is missing where that can be done without asking: as root on Debian and its kin. */
export function ensureChromium(): string {
	const canInstall = isRoot && existsSync('/usr/bin/apt-get');
	const missing: string[] = [];
	if (!findChromium()) missing.push('chromium');
	if (canInstall && !hasChineseFont()) missing.push('fonts-noto-cjk');
	if (missing.length > 0 && canInstall) {
		console.log(`Installing ${missing.join(' and ')} for the browser tests …`);
		const install = `apt-get update -q && apt-get install -q -y --no-install-recommends ${missing.join(' ')}`;
		const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		spawnSync('sh', ['-c', install], { stdio: ['ignore', 'ignore', 'inherit'], env });
	}
	const found = findChromium();
	if (found) return found;
	throw new Error(
		'No Chromium for the browser tests: install it (Debian: apt-get install chromium fonts-noto-cjk; elsewhere: ' +
			'npx playwright install chromium) or name one in CHROMIUM_PATH.',
	);
}

function hasChineseFont(): boolean {
	const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
	return listed.status === 0 && listed.stdout.trim() !== '';
}

/** Options for Playwright's `launch`; `args` are added to those that keep a test browser quiet. */
export function launchOptions(args: string[] = []): LaunchOptions {
	return {
		executablePath: ensureChromium(),
		// Chromium refuses to sandbox itself as root, as containers usually run.
		chromiumSandbox: !isRoot,
		args: [...quietArgs, ...args],
	};
}

const quietArgs = [
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Arguments that replace the camera by a film (`.y4m` or `.mjpeg`) and grant access to it. */
export function fakeCameraArgs(film: string): string[] {
	return [
		'--use-fake-device-for-media-stream',
		'--use-fake-ui-for-media-stream',
		`--use-file-for-fake-video-capture=${film}`,
	];
}
