import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from '../e2e/browser.ts';
import { kinds, strikes } from './bad-network.ts';
import { drained, reportOn, unkept, type Seen } from './kill-browser.ts';
import type { KillOrder } from './kill-hubs.ts';
import { isTick, openFirst, verdictOn } from './kiosk-page.ts';
import { until } from './patience.ts';
import { openProxy } from './proxy.ts';
import type { Report } from './report.ts';
import type { Site } from './site.ts';

/** People come at any pace; now and then the page is loaded anew. */
const RELOAD = 0.1;
const PAUSE_MS = 800;
const ROUGH_FOR_MS = 60_000;

/** The real kiosk behind a bad network: everybody gets a tick at once, and each is one fact in the end. */
export async function badNetworkKiosk(
	site: Site,
	{ kills, chance, say }: KillOrder,
	profile: string,
): Promise<Report> {
	const proxy = await openProxy(site.origins[0]!, chance.fork());
	const browser = await openBrowser({ profile });
	const seen: Seen = { scanned: new Set(), ticked: new Set() };
	const problems: string[] = [];
	try {
		const kiosk = await openFirst(browser, proxy.origin, site.links.kiosk);
		proxy.set('rough');
		for (const { memberId, text } of site.venue.passes.slice(0, 2 * kills)) {
			seen.scanned.add(memberId);
			const kicker = await verdictOn(kiosk, text);
			if (isTick(kicker)) seen.ticked.add(memberId);
			else problems.push(`${memberId} got no tick, but “${kicker}”`);
			await sleep(chance.between(0, PAUSE_MS));
			if (chance.is(RELOAD)) await kiosk.page.reload();
		}
		await until(() => strikes(proxy) >= kills, ROUGH_FOR_MS);
		say(`Chromium: ${strikes(proxy)} connections broken: ${kinds(proxy)}`);
		if (strikes(proxy) === 0) problems.push('the network was never bad');
		proxy.set('calm');
		problems.push(...(await drained(kiosk)), ...(await unkept(site, seen)));
		const fault = 'bad network, Chromium';
		return await reportOn(site, seen, { fault, times: strikes(proxy), problems });
	} finally {
		await browser.kill();
		await proxy.close();
	}
}
