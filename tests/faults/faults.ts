import { badNetworkKiosk } from './bad-network-kiosk.ts';
import { badNetwork } from './bad-network.ts';
import { fillDisk } from './full-disk.ts';
import { killBrowser } from './kill-browser.ts';
import { killHubs, type KillOrder } from './kill-hubs.ts';
import { startPostgresSite } from './postgres-site.ts';
import { fillQuota, PEOPLE_FOR_QUOTA } from './quota.ts';
import { fullPack, PEOPLE_FOR_FULL_PACK } from './pack-full.ts';
import { breakingPack, WHOLE_PACK } from './pack.ts';
import { onProfile } from './on-profile.ts';
import type { Report } from './report.ts';
import { PEOPLE_FOR_TORN, tearStore } from './torn-store.ts';
import { startSqliteSite, type Site } from './site.ts';

type Part = (order: KillOrder) => Promise<Report>;

interface Fault {
	readonly what: string;
	readonly parts: readonly [Part, ...Part[]];
}

/** What `npm run faults` breaks. */
export const FAULTS = {
	hub: {
		what: 'SIGKILL of the hub under load, on SQLite',
		parts: [(order) => at(startSqliteSite(), (site) => killHubs(site, order))],
	},
	postgres: {
		what: 'the same with three hubs on PostgreSQL, which is killed too',
		parts: [(order) => at(startPostgresSite(), (site) => killHubs(site, order))],
	},
	browser: {
		what: 'SIGKILL of Chromium between scan and tick',
		parts: [
			(order) =>
				at(startSqliteSite(visitorsOf(order)), (site) =>
					onProfile((profile) => killBrowser(site, order, profile)),
				),
		],
	},
	proxy: {
		what: 'connections cut, stalled, dripped, half open, answers lost; kiosk twins and Chromium',
		parts: [
			(order) => at(startSqliteSite(), (site) => badNetwork(site, order)),
			(order) =>
				at(startSqliteSite(visitorsOf(order)), (site) =>
					onProfile((profile) => badNetworkKiosk(site, order, profile)),
				),
		],
	},
	quota: {
		what: 'no room left in Chromium’s storage',
		parts: [
			(order) =>
				at(startSqliteSite(PEOPLE_FOR_QUOTA), (site) =>
					onProfile((profile) => fillQuota(site, order, profile)),
				),
		],
	},
	store: {
		what: 'a power cut tears the log under Chromium’s databases; then they are lost',
		parts: [
			(order) =>
				at(startSqliteSite(PEOPLE_FOR_TORN), (site) =>
					onProfile((profile) => tearStore(site, order, profile)),
				),
		],
	},
	pack: {
		what: 'an exhibition pack of 500 MB over a line that breaks every 20 s; one that finds no room',
		parts: [
			(order) =>
				at(startSqliteSite(), (site) =>
					onProfile((profile) => breakingPack(site, order, profile, WHOLE_PACK)),
				),
			() =>
				at(startSqliteSite(PEOPLE_FOR_FULL_PACK), (site) => onProfile((profile) => fullPack(site, profile))),
		],
	},
	disk: {
		what: 'no room left on the hub’s disk',
		parts: [fillDisk],
	},
} satisfies Record<string, Fault>;
export type FaultName = keyof typeof FAULTS;

export const isFault = (name: string): name is FaultName => Object.hasOwn(FAULTS, name);

/** Enough people for everything that is done in the browser. */
const visitorsOf = ({ kills }: KillOrder): number => 4 * kills;

async function at(starting: Promise<Site>, work: (site: Site) => Promise<Report>): Promise<Report> {
	const site = await starting;
	try {
		return await work(site);
	} finally {
		await site.stop();
	}
}
