/** Where a browser lives, by what it says of itself. */
const SYSTEMS = [
	[/\bHarmonyOS|OpenHarmony\b/i, 'HarmonyOS'],
	[/\biPhone\b/i, 'iPhone'],
	[/\biPad\b/i, 'iPad'],
	[/\bAndroid\b/i, 'Android'],
	[/\bWindows\b/i, 'Windows'],
	[/\bMac OS X\b/i, 'Mac'],
	[/\bLinux\b/i, 'Linux'],
] as const;
const BROWSERS = [
	[/\bMicroMessenger\b/i, 'WeChat'],
	[/\bAlipayClient\b/i, 'Alipay'],
	[/\bDingTalk\b/i, 'DingTalk'],
] as const;

type Names = readonly (readonly [RegExp, string])[];
const find = (browser: string, names: Names): string | undefined =>
	names.find(([pattern]) => pattern.test(browser))?.[1];

/** By what its owner tells it from their other phones, from `user-agent`; nothing that would recognise it elsewhere. */
export const phoneName = (browser: string): string =>
	[find(browser, SYSTEMS) ?? '—', find(browser, BROWSERS)].filter((part) => part !== undefined).join(' · ');
