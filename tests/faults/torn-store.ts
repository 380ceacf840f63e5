import { zh } from '../../src/lib/i18n/zh.ts';
import { openBrowser } from '../e2e/browser.ts';
import type { KillOrder } from './kill-hubs.ts';
import { drained, reportOn, unkept, type Seen } from './kill-browser.ts';
import { isTick, openFirst, openKiosk, verdictOn, type KioskPage } from './kiosk-page.ts';
import { spoilLog, tearLog } from './leveldb-log.ts';
import { openProxy } from './proxy.ts';
import type { Report } from './report.ts';
import type { Site } from './site.ts';

/** People before the power cut, between it and the next one, and after. */
const EACH = 2;

export const PEOPLE_FOR_TORN = 3 * EACH;

/**
 * Power cuts tear Chromium's log. Everything with a tick must outlive the start after, and the one after that, at which Chromium looks
 * at what it wrote behind the tear. Where the store is lost all the same, the machine must not pass for a new one.
 */
export async function tearStore(site: Site, { chance, say }: KillOrder, profile: string): Promise<Report> {
	const proxy = await openProxy(site.origins[0]!, chance.fork());
	let browser = await openBrowser({ profile });
	const passes = [...site.venue.passes];
	const seen: Seen = { scanned: new Set(), ticked: new Set() };
	const problems: string[] = [];
	const come = async (kiosk: KioskPage): Promise<void> => {
		for (const { memberId, text } of passes.splice(0, EACH)) {
			seen.scanned.add(memberId);
			const said = await verdictOn(kiosk, text);
			if (isTick(said)) seen.ticked.add(memberId);
			else problems.push(`no tick: ${said}`);
		}
	};
	const again = async (damage: (profile: string) => void): Promise<void> => {
		await browser.kill();
		damage(profile);
		browser = await openBrowser({ profile });
	};
	const address = `${proxy.origin}/kiosk`;
	try {
		const first = await openFirst(browser, proxy.origin, site.links.kiosk);
		proxy.set('down');
		await come(first);
		for (const _ of ['the start after', 'the one after that']) {
			await again(tearLog);
			await come(await openKiosk(browser, address));
		}
		say(`log torn twice: ${seen.ticked.size} ticks`);
		await again(() => undefined);
		proxy.set('calm');
		const kiosk = await openKiosk(browser, address);
		problems.push(...(await drained(kiosk)), ...(await unkept(site, seen)));

		await again(spoilLog);
		const page = await browser.page();
		const asking = page.waitForRequest(/\/device\/pairing$/, { timeout: 60_000 });
		await page.goto(address);
		const { lost } = (await asking).postDataJSON() as { lost?: { seq: number } };
		await page.getByText(zh.machine.pairing.lost.title).waitFor({ timeout: 60_000 });
		say(`store lost: the machine says that it had written ${lost?.seq ?? 'nothing'}`);
		if (lost?.seq !== seen.ticked.size)
			problems.push(`it wrote ${seen.ticked.size} and tells of ${lost?.seq}`);
		return await reportOn(site, seen, { fault: 'Chromium’s store torn, then lost', times: 3, problems });
	} finally {
		await browser.kill();
		await proxy.close();
	}
}
