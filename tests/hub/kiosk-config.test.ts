import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const path = (name: string): string => fileURLToPath(new URL(`../../kiosk-config/${name}`, import.meta.url));
const file = (name: string): string => readFileSync(path(name), 'utf8');
const has = (command: string): boolean => spawnSync(command, ['--version']).error === undefined;

type Policy = Record<string, boolean | number | string[]>;
const policy = JSON.parse(file('chromium/policy.json')) as Policy;

describe('browser policy', () => {
	/** Names and types as Chrome's policy list gives them: Chrome passes over a misspelt one in silence. */
	const known: Record<'boolean' | 'number' | 'list', string> = {
		list: 'URLBlocklist URLAllowlist VideoCaptureAllowedUrls AudioCaptureAllowedUrls ExtensionInstallBlocklist',
		number: `BrowserSignin IncognitoModeAvailability DeveloperToolsAvailability DownloadRestrictions
			NetworkPredictionOptions RestoreOnStartup DefaultPopupsSetting DefaultNotificationsSetting
			DefaultGeolocationSetting DefaultWebBluetoothGuardSetting DefaultWebUsbGuardSetting
			DefaultSerialGuardSetting DefaultSensorsSetting`,
		boolean: `VideoCaptureAllowed AudioCaptureAllowed ScreenCaptureAllowed AutoplayAllowed TranslateEnabled
			SpellcheckEnabled SearchSuggestEnabled PasswordManagerEnabled AutofillAddressEnabled
			AutofillCreditCardEnabled SyncDisabled BrowserAddPersonEnabled BrowserGuestModeEnabled
			TaskManagerEndProcessEnabled PrintingEnabled AllowFileSelectionDialogs BookmarkBarEnabled
			EditBookmarksEnabled ShowHomeButton DefaultBrowserSettingEnabled PromotionalTabsEnabled
			BackgroundModeEnabled MetricsReportingEnabled UserFeedbackAllowed AllowDinosaurEasterEgg`,
	};

	it('has only policies that Chrome knows, each of its type', () => {
		for (const [name, value] of Object.entries(policy)) {
			const type = Array.isArray(value) ? 'list' : (typeof value as 'boolean' | 'number');
			expect(known[type].split(/\s+/), name).toContain(name);
		}
	});

	it('lets the kiosk to the hub and the hub to camera and microphone, and nothing else', () => {
		expect(policy['URLBlocklist']).toEqual(['*']);
		expect(policy['VideoCaptureAllowed']).toBe(false);
		expect(policy['VideoCaptureAllowedUrls']).toEqual(policy['URLAllowlist']);
		expect(policy['AudioCaptureAllowed']).toBe(false);
		expect(policy['AudioCaptureAllowedUrls']).toEqual(policy['URLAllowlist']);
		expect(policy['URLAllowlist']).toHaveLength(1);
	});

	it('lets staff save the file of unsent entries, and nobody anything dangerous', () => {
		// 2: what is dangerous by its type or its source is blocked; 3 would block everything.
		expect(policy['DownloadRestrictions']).toBe(2);
		// No dialog: it goes to the one folder for downloads.
		expect(policy['AllowFileSelectionDialogs']).toBe(false);
	});

	it('is the same on Windows', () => {
		const sections = registrySections(file('windows/gongzhan-policy.reg'));
		expect(sections.get('Google\\Chrome')).toEqual(policy);
		for (const [name, value] of Object.entries(sections.get('Microsoft\\Edge')!))
			if (name in policy) expect(value, name).toEqual(policy[name]);
	});

	/** Policies by browser, with the registry's 0 and 1 read as the type that policy.json has. */
	function registrySections(text: string): Map<string, Policy> {
		const sections = new Map<string, Policy>();
		let names: string[] = [];
		for (const line of text.split(/\r?\n/)) {
			const heading = /^\[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\(\w+\\\w+)(?:\\(\w+))?\]$/.exec(line);
			if (heading) names = heading.slice(1);
			const [browser = '', list] = names;
			const section = sections.get(browser) ?? {};
			if (browser) sections.set(browser, section);
			const entry = /^"(\w+)"=(?:dword:([0-9a-f]{8})|"(.*)")$/.exec(line);
			if (!entry) continue;
			if (list) section[list] = [...((section[list] as string[] | undefined) ?? []), entry[3]!];
			else section[entry[1]!] = typed(entry[1]!, parseInt(entry[2]!, 16));
		}
		return sections;
	}

	const typed = (name: string, value: number): boolean | number =>
		typeof policy[name] === 'boolean' ? value === 1 : value;
});

describe('start-up units', () => {
	it.runIf(has('systemd-analyze'))('systemd finds no fault with the hub’s unit', () => {
		// It looks for the program, which is not in /opt here.
		const unit = file('linux/gongzhan-hub.service').replace(
			/^ExecStart=\S+/m,
			`ExecStart=${process.execPath}`,
		);
		const folder = mkdtempSync(join(tmpdir(), 'gongzhan-unit-'));
		writeFileSync(join(folder, 'gongzhan-hub.service'), unit.replace(/^WorkingDirectory=.*/m, ''));
		const checked = spawnSync('systemd-analyze', ['verify', join(folder, 'gongzhan-hub.service')]);
		rmSync(folder, { recursive: true });
		expect(checked.stderr.toString()).not.toContain('gongzhan-hub');
	});

	it.each(['linux/gongzhan-hub.service', 'linux/gongzhan-kiosk.service'])(
		'%s starts again, for ever',
		(name) => {
			expect(file(name)).toMatch(/^Restart=always$/m);
			expect(file(name)).toMatch(/^StartLimitIntervalSec=0$/m);
		},
	);

	it('the Windows task runs the launcher, without a time limit', () => {
		const task = file('windows/gongzhan-kiosk-task.xml');
		expect(task).toContain('gongzhan-kiosk.cmd</Command>');
		expect(task).toContain('<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>');
		expect(existsSync(path('windows/gongzhan-kiosk.cmd'))).toBe(true);
		if (has('xmllint')) execFileSync('xmllint', ['--noout', path('windows/gongzhan-kiosk-task.xml')]);
	});

	it('both launchers start the browser with the same switches', () => {
		const switches = (name: string) => {
			const commands = file(name).replace(/^(?:#|rem ).*$/gm, '');
			return new Set([...commands.matchAll(/(?<=\s)--[a-z-]+/g)].map(([match]) => match));
		};
		const onLinux = switches('linux/gongzhan-kiosk');
		for (const name of [
			'--kiosk',
			'--noerrdialogs',
			'--disable-pinch',
			'--autoplay-policy',
			'--user-data-dir',
		])
			expect(onLinux).toContain(name);
		const linuxOnly = ['--ozone-platform-hint', '--password-store', '--check-for-update-interval'];
		const windowsOnly = ['--edge-kiosk-type'];
		expect([...onLinux].filter((name) => !linuxOnly.includes(name)).sort()).toEqual(
			[...switches('windows/gongzhan-kiosk.cmd')].filter((name) => !windowsOnly.includes(name)).sort(),
		);
	});
});

describe('the Linux launcher', () => {
	const folders: string[] = [];
	afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

	/** A home with a browser that notes its arguments and dies at once, as after a crash. */
	function home() {
		const folder = mkdtempSync(join(tmpdir(), 'gongzhan-kiosk-'));
		folders.push(folder);
		const browser = join(folder, 'browser');
		writeFileSync(browser, `#!/bin/sh\necho "$@" >> "${folder}/runs"\n`);
		chmodSync(browser, 0o755);
		const profile = join(folder, 'gongzhan-kiosk', 'Default');
		mkdirSync(profile, { recursive: true });
		writeFileSync(join(profile, 'Preferences'), '{"profile":{"exit_type":"Crashed","exited_cleanly":false}}');
		const env = { PATH: process.env['PATH'], HOME: folder, XDG_DATA_HOME: folder, CHROMIUM: browser };
		return { folder, env, profile };
	}

	it('starts the browser again when it dies, forgets the crash, and ends at SIGTERM', async () => {
		const { folder, env, profile } = home();
		const launcher = spawn('sh', [path('linux/gongzhan-kiosk'), 'https://hub.example/kiosk'], { env });
		const ended = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
		let said = '';
		await new Promise<void>((resolve) => {
			launcher.stderr.on('data', (chunk: Buffer) => {
				said += chunk.toString();
				if (said.split('again in').length > 2) resolve();
			});
		});
		launcher.kill('SIGTERM');
		expect(await ended).toBe(0);
		const runs = readFileSync(join(folder, 'runs'), 'utf8').trim().split('\n');
		expect(runs.length).toBeGreaterThanOrEqual(2);
		expect(runs[0]).toContain('--kiosk https://hub.example/kiosk');
		expect(runs[0]).toContain(`--user-data-dir=${join(folder, 'gongzhan-kiosk')}`);
		expect(readFileSync(join(profile, 'Preferences'), 'utf8')).toBe(
			'{"profile":{"exit_type":"Normal","exited_cleanly":true}}',
		);
	});

	it.each([
		['no address', [], /GONGZHAN_URL/],
		['an address without TLS', ['http://hub.example/kiosk'], /must begin with https/],
	])('refuses %s with the way out', (_what, words, message) => {
		const { env } = home();
		const run = spawnSync('sh', [path('linux/gongzhan-kiosk'), ...words], { env, encoding: 'utf8' });
		expect(run.status).toBe(1);
		expect(run.stderr).toMatch(message);
	});

	it.runIf(has('shellcheck'))('shellcheck finds no fault', () => {
		execFileSync('shellcheck', [path('linux/gongzhan-kiosk')]);
	});
});
