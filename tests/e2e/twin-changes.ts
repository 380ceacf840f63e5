import type { Page } from 'playwright';
import type { BusyRecord } from '../fixtures/busy-venue.ts';

const DAY = 86_400_000;

/** What a page is told instead of what its hub says: records and a time of ours. The app itself comes from the real hub. */
export interface TwinChanges {
	/** All records there are, from now on. */
	set(records: readonly BusyRecord[]): void;
	/** Nobody answers, or again. */
	reach(away: boolean): void;
}

/** `now`: the hub's time. Call before the page is opened that is paired already. */
export async function twinChanges(page: Page, now: () => number, v = 3): Promise<TwinChanges> {
	let records: readonly BusyRecord[] = [];
	// Beyond any that the cache of this profile may have seen.
	let rev = Date.now();
	let away = false;
	const answer = (body: object) => ({ json: { v, hubTime: now(), ...body } });
	await page.route('**/api/v1/**', async (route) => {
		if (away) return route.abort('connectionrefused');
		const { pathname, searchParams } = new URL(route.request().url());
		if (pathname.endsWith('/sync/changes')) {
			const known = Number(searchParams.get('cursor'));
			const fresh = known === rev ? [] : records.map((record) => ({ ...record, rev }));
			return route.fulfill(answer({ reset: fresh.length > 0, records: fresh, cursor: rev, more: false }));
		}
		// A stream would be of the real hub's time.
		if (pathname.endsWith('/live')) return route.abort('connectionrefused');
		const response = await route.fetch();
		const told = (await response.json()) as Record<string, object>;
		if (!('hubTime' in told)) return route.fulfill({ response });
		return route.fulfill({ response, json: { ...told, hubTime: now(), ...keysAt(told, now()) } });
	});
	return {
		set(all) {
			records = all;
			rev += 1;
		},
		reach(gone) {
			away = gone;
		},
	};
}

/** The keys of session codes are of the hub's days. */
function keysAt({ dayKeys }: Record<string, object>, now: number): object {
	if (!dayKeys) return {};
	const key = Object.values(dayKeys)[0] as string;
	const dates = Array.from({ length: 7 }, (_, n) => new Date(now + n * DAY).toISOString().slice(0, 10));
	return { dayKeys: Object.fromEntries(dates.map((date) => [date, key])) };
}
