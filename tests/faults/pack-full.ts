import { randomBytes } from 'node:crypto';
import { zh } from '../../src/lib/i18n/zh.ts';
import { packWords } from '../../src/lib/i18n/packs.ts';
import { openBrowser } from '../e2e/browser.ts';
import { beside, exhibit, exhibitedFile } from './furnished-exhibition.ts';
import { isTick, openFirst, verdictOn } from './kiosk-page.ts';
import { until } from './patience.ts';
import type { Report } from './report.ts';
import type { Site } from './site.ts';

export const PEOPLE_FOR_FULL_PACK = 2;
const QUOTA = 12_000_000;
const FILM_BYTES = 30_000_000;
const WITHIN_MS = 60_000;

/** The browser gives a kiosk less room than its pack needs: check-ins go on, and staff read it, there and at the hub. */
export async function fullPack(site: Site, profile: string): Promise<Report> {
	const { venueId, passes } = site.venue;
	const env = { DATA_DIR: site.dataDir! };
	const [origin, words] = [site.origins[0]!, packWords('zh')];
	const browser = await openBrowser({ profile });
	const problems: string[] = [];
	try {
		const kiosk = await openFirst(browser, origin, site.links.kiosk);
		const devtools = await browser.context.newCDPSession(kiosk.page);
		await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA });
		await kiosk.page.goto(`${origin}/kiosk/status`);
		const film = exhibitedFile('film', randomBytes(FILM_BYTES), 'video/mp4');
		await beside(env, (hub) => exhibit(hub, venueId, [film]));
		const said = (): Promise<boolean> => kiosk.page.getByText(words.problem.full).isVisible();
		if (!(await until(said, WITHIN_MS)))
			problems.push('the kiosk’s status page does not say that there is no room');
		for (const { text } of passes) {
			const kicker = await verdictOn(kiosk, text);
			if (!isTick(kicker))
				problems.push(`wanted “${zh.verdict.kicker.admitted}”, and the screen says “${kicker}”`);
		}
		const told = (): Promise<boolean> =>
			beside(env, async (hub) => [...(await hub.devices.packs(venueId)).values()][0]?.problem === 'full');
		if (!(await until(told, WITHIN_MS))) problems.push('the hub was not told that there is no room');
		return {
			...{ fault: 'no room for a pack', times: 1, shown: passes.length, facts: passes.length },
			...{ lost: 0, doubled: 0, problems },
		};
	} finally {
		await browser.kill();
	}
}
