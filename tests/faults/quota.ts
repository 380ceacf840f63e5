import { zh } from '../../src/lib/i18n/zh.ts';
import { openBrowser } from '../e2e/browser.ts';
import type { KillOrder } from './kill-hubs.ts';
import { drained, reportOn, unkept, type Seen } from './kill-browser.ts';
import { isTick, openFirst, openKiosk, verdictOn, type KioskPage } from './kiosk-page.ts';
import { openProxy } from './proxy.ts';
import type { Report } from './report.ts';
import type { Site } from './site.ts';

/** People who come while there is room, while there is none, and after. */
const EACH = 4;

export const PEOPLE_FOR_QUOTA = 3 * EACH;

/** The browser's storage is full: no tick, the right words, and nothing that is cached suffers. With room again it goes on. */
export async function fillQuota(site: Site, { chance, say }: KillOrder, profile: string): Promise<Report> {
	const proxy = await openProxy(site.origins[0]!, chance.fork());
	let browser = await openBrowser({ profile });
	const passes = [...site.venue.passes];
	const seen: Seen = { scanned: new Set(), ticked: new Set() };
	const problems: string[] = [];
	const come = async (kiosk: KioskPage, wanted: 'tick' | 'full'): Promise<void> => {
		for (const { memberId, text } of passes.splice(0, EACH)) {
			seen.scanned.add(memberId);
			const said = await checkIn(kiosk, text);
			if (isTick(said.kicker)) seen.ticked.add(memberId);
			if (wanted === 'tick' ? isTick(said.kicker) : saysFull(said)) continue;
			problems.push(`wanted ${wanted}, and the screen says “${said.kicker} ${said.text}”`);
		}
	};
	try {
		let kiosk = await openFirst(browser, proxy.origin, site.links.kiosk);
		proxy.set('down');
		await come(kiosk, 'tick');
		const before = await kiosk.outbox();
		await browser.close();

		// A running browser believes for half a minute in the room that it has seen: it starts on a full disk.
		browser = await openBrowser({ profile });
		const page = await browser.page();
		const devtools = await browser.context.newCDPSession(page);
		const { origin } = proxy;
		await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
		kiosk = await openKiosk(browser, `${origin}/kiosk`);
		await come(kiosk, 'full');
		const after = await kiosk.outbox();
		say(`no room: ${EACH} people sent to the desk, ${after.cached} of ${before.cached} entries still cached`);
		if (after.cached !== before.cached || after.seq !== before.seq)
			problems.push(`${before.cached} entries were cached and ${after.cached} are`);
		await devtools.send('Storage.overrideQuotaForOrigin', { origin });
		await come(kiosk, 'tick');
		proxy.set('calm');
		problems.push(...(await drained(kiosk)), ...(await unkept(site, seen)));
		return await reportOn(site, seen, { fault: 'Chromium’s storage full', times: EACH, problems });
	} finally {
		await browser.kill();
		await proxy.close();
	}
}

interface Said {
	readonly kicker: string;
	readonly text: string;
}

/** Scans and waits for what the screen says. */
async function checkIn(kiosk: KioskPage, pass: string): Promise<Said> {
	const kicker = await verdictOn(kiosk, pass);
	const text = (await kiosk.page.locator('article.verdict').first().textContent()) ?? '';
	return { kicker, text };
}

const saysFull = ({ kicker, text }: Said): boolean =>
	kicker === zh.verdict.notRecorded &&
	text.includes(zh.verdict.failure.full.title) &&
	text.includes(zh.verdict.failure.full.next);
