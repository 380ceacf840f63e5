import { pairTwin } from '../hub/device-twin.ts';
import { audit } from './books.ts';
import type { KillOrder } from './kill-hubs.ts';
import { until } from './patience.ts';
import { openProxy, type Proxy } from './proxy.ts';
import type { Report } from './report.ts';
import type { Site } from './site.ts';
import { createTwinKiosk } from './twin-kiosk.ts';

const TWINS_EACH = 3;
/** Connections that suffer, for each kill that was ordered. */
const STRIKES_EACH = 5;
const ROUGH_AT_MOST_MS = 240_000;
const SETTLE_WITHIN_MS = 60_000;

/** Kiosks whose every byte passes a bad network; then it is a good one again, and all must be equal. */
export async function badNetwork(site: Site, { kills, chance, say }: KillOrder): Promise<Report> {
	const proxy = await openProxy(site.origins[0]!, chance.fork());
	try {
		const { sessionId } = site.venue;
		const devices = [await pairTwin(site.links.kiosk), await pairTwin(site.links.lobby)];
		const twins = devices.flatMap((device) =>
			Array.from({ length: TWINS_EACH }, () =>
				createTwinKiosk({ device, origin: proxy.origin, sessionId, chance: chance.fork() }),
			),
		);
		const over = new AbortController();
		proxy.set('rough');
		const load = Promise.all(twins.map((twin) => twin.run(over.signal)));
		const enough = await until(() => strikes(proxy) >= STRIKES_EACH * kills, ROUGH_AT_MOST_MS);
		over.abort();
		await load;
		say(`${strikes(proxy)} connections broken: ${kinds(proxy)}`);
		proxy.set('calm');
		const equal = await Promise.all(twins.map((twin) => twin.settle(SETTLE_WITHIN_MS)));
		const behind = equal.filter((is) => !is).length;
		const books = await site.books();
		const { lost, doubled, problems } = audit(books, twins, true);
		const shown = twins.reduce((sum, { entries }) => sum + entries.length, 0);
		return {
			...{ fault: 'bad network, kiosk twins', times: strikes(proxy), shown, facts: books.facts.length },
			...{ lost, doubled },
			problems: [
				...problems,
				...(enough ? [] : ['the network was not bad often enough']),
				...(behind > 0 ? [`${behind} kiosks and the hub are not equal`] : []),
				...[await site.verify()].filter((line) => line !== null),
			],
		};
	} finally {
		await proxy.close();
	}
}

export const strikes = ({ suffered }: Proxy): number => [...suffered.values()].reduce((sum, n) => sum + n, 0);

export const kinds = ({ suffered }: Proxy): string =>
	[...suffered].map(([ailment, times]) => `${times} × ${ailment}`).join(', ');
