import { setTimeout as sleep } from 'node:timers/promises';
import type { MemberId } from '../../src/lib/base/id.ts';
import { openBrowser, type RealBrowser } from '../e2e/browser.ts';
import type { Dice } from '../simulation/dice.ts';
import type { KillOrder } from './kill-hubs.ts';
import { isTick, openFirst, openKiosk, type KioskPage } from './kiosk-page.ts';
import { until } from './patience.ts';
import { openProxy } from './proxy.ts';
import type { Report } from './report.ts';
import type { Site } from './site.ts';

/** People whose passes have been scanned, and those of them who have seen a tick. */
export interface Seen {
	readonly scanned: Set<MemberId>;
	readonly ticked: Set<MemberId>;
}

const MOST_SCANS = 4;
/** A tick comes within half of this, on most machines. */
const MOMENTS_MS = 400;
const DRAIN_WITHIN_MS = 120_000;

/** Kills Chromium between scan and tick, again and again, on one profile. Every tick that was on screen is a fact in the end. */
export async function killBrowser(
	site: Site,
	{ kills, chance, say }: KillOrder,
	profile: string,
): Promise<Report> {
	const proxy = await openProxy(site.origins[0]!, chance.fork());
	const seen: Seen = { scanned: new Set(), ticked: new Set() };
	const passes = [...site.venue.passes];
	const problems: string[] = [];
	let times = 0;
	let browser = await openBrowser({ profile });
	try {
		let kiosk = await openFirst(browser, proxy.origin, site.links.kiosk);
		while (times < kills && problems.length === 0) {
			const some = passes.splice(0, chance.between(1, MOST_SCANS + 1));
			const online = chance.is(0.3);
			if (!online) proxy.set('down');
			const when = await killAmid({ browser, kiosk, chance, seen }, some);
			times += 1;
			browser = await openBrowser({ profile });
			proxy.set('calm');
			kiosk = await openKiosk(browser, `${proxy.origin}/kiosk`);
			problems.push(...(await drained(kiosk)), ...(await unkept(site, seen)));
			say(
				`${times}/${kills}: killed ${when}${online ? '' : ', offline'}; ${seen.ticked.size} ticks of ${seen.scanned.size} scans`,
			);
		}
		return await reportOn(site, seen, { fault: 'Chromium killed mid-check-in', times, problems });
	} finally {
		await browser.kill();
		await proxy.close();
	}
}

interface Scene {
	readonly browser: RealBrowser;
	readonly kiosk: KioskPage;
	readonly chance: Dice;
	readonly seen: Seen;
}

/** Scans these passes one after the other and kills the browser in the middle of it: at a tick, or at any moment. */
async function killAmid(
	{ browser, kiosk, chance, seen }: Scene,
	passes: Site['venue']['passes'],
): Promise<string> {
	const before = kiosk.verdicts.length;
	// Visits are judged one after the other: the n-th verdict is of the n-th scan.
	const note = (): void => {
		for (const [i, kicker] of kiosk.verdicts.slice(before).entries())
			if (isTick(kicker) && passes[i]) seen.ticked.add(passes[i].memberId);
	};
	const atTick = chance.is(0.4) ? chance.between(1, passes.length + 1) : null;
	const ticked = new Promise<void>((resolve) => {
		kiosk.onVerdict = () => kiosk.verdicts.length - before === atTick && resolve();
	});
	const [first, ...others] = passes;
	seen.scanned.add(first!.memberId);
	await kiosk.scan(first!.text);
	const moment = chance.between(0, MOMENTS_MS);
	const scanning = (async () => {
		for (const { memberId, text } of others) {
			await sleep(chance.between(0, 120));
			seen.scanned.add(memberId);
			await kiosk.scan(text);
		}
	})().catch(() => undefined);
	await (atTick === null ? sleep(moment) : Promise.race([ticked, sleep(10_000)]));
	await browser.kill();
	await scanning;
	note();
	return atTick === null ? `${moment} ms after the scan` : `at tick ${atTick}`;
}

/** Waits until the outbox is empty. */
export async function drained(kiosk: KioskPage): Promise<string[]> {
	const empty = async (): Promise<boolean> => (await kiosk.outbox()).cached === 0;
	return (await until(empty, DRAIN_WITHIN_MS)) ? [] : ['the kiosk did not send all that it holds'];
}

/** Ticks that are no facts, facts of nobody who scanned, and people counted twice. */
export async function unkept(site: Site, { scanned, ticked }: Seen): Promise<string[]> {
	const { facts, present } = await site.books();
	const people = facts.map(({ memberId }) => memberId as MemberId);
	const held = new Set(people);
	return [
		...[...ticked].filter((person) => !held.has(person)).map((person) => `the tick of ${person} is lost`),
		...people.filter((person, i) => people.indexOf(person) !== i).map((person) => `${person} is there twice`),
		...[...held].filter((person) => !scanned.has(person)).map((person) => `${person} has never scanned`),
		...(present.length === held.size ? [] : [`${present.length} present, but facts of ${held.size} people`]),
	];
}

export async function reportOn(
	site: Site,
	seen: Seen,
	{ fault, times, problems }: Pick<Report, 'fault' | 'times' | 'problems'>,
): Promise<Report> {
	const { facts } = await site.books();
	const held = new Set(facts.map(({ memberId }) => memberId));
	const lost = [...seen.ticked].filter((person) => !held.has(person)).length;
	const broken = await site.verify();
	return {
		...{
			fault,
			times,
			shown: seen.ticked.size,
			facts: facts.length,
			lost,
			doubled: facts.length - held.size,
		},
		problems: broken ? [...problems, broken] : problems,
	};
}
