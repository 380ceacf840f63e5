import type { NavWords } from '$lib/i18n/staff/nav-words.ts';
import type { Ability } from './access.ts';

/** Where the console's pages hang: a new one is a line here and a word in i18n/staff/nav-words.ts. */

interface Place {
	readonly page: keyof NavWords['page'];
	readonly path: string;
	/** Null: for everybody on the staff. */
	readonly needs: Ability | null;
	/** Other paths that belong to it. */
	readonly also?: string;
}

const GROUPS: readonly { readonly group: keyof NavWords['group']; readonly places: readonly Place[] }[] = [
	{
		group: 'today',
		places: [
			{ page: 'today', path: '/staff', needs: null, also: '/staff/sessions' },
			{ page: 'desk', path: '/staff/desk', needs: 'checkIn' },
			{ page: 'inbox', path: '/staff/inbox', needs: 'readRosters' },
		],
	},
	{
		group: 'classes',
		places: [
			{ page: 'schedule', path: '/staff/schedule', needs: 'seeSchedule' },
			{ page: 'catalogue', path: '/staff/catalogue', needs: 'seeCatalogue' },
		],
	},
	{
		group: 'people',
		places: [
			{ page: 'members', path: '/staff/members', needs: 'seeMembers' },
			{ page: 'unions', path: '/staff/unions', needs: 'seeUnions' },
			{ page: 'passes', path: '/staff/passes', needs: 'handlePasses' },
		],
	},
	{
		group: 'screens',
		places: [
			{ page: 'notices', path: '/staff/notices', needs: 'announce' },
			{ page: 'screens', path: '/staff/screens', needs: 'setScreens' },
			{ page: 'exhibits', path: '/staff/exhibits', needs: 'seeExhibits' },
		],
	},
	{
		group: 'manage',
		places: [
			{ page: 'reports', path: '/staff/reports', needs: 'seeReports' },
			{ page: 'devices', path: '/staff/devices', needs: 'seeDevices' },
			{ page: 'accounts', path: '/staff/accounts', needs: 'seeAccounts' },
			{ page: 'audit', path: '/staff/audit', needs: 'readAudit' },
		],
	},
];

export interface Tab {
	readonly page: keyof NavWords['page'];
	readonly path: string;
	readonly here: boolean;
}

export interface TabGroup {
	readonly group: keyof NavWords['group'];
	readonly tabs: readonly Tab[];
	readonly here: boolean;
}

/** What somebody of these abilities can go to, from `path`. Groups without a page for them are left out. */
export function staffNav(can: Readonly<Record<Ability, boolean>>, path: string): TabGroup[] {
	const leadsHere = (place: Place): boolean =>
		[place.path, place.also].some(
			(start) => start && (path === start || (start !== '/staff' && path.startsWith(`${start}/`))),
		);
	return GROUPS.flatMap(({ group, places }) => {
		const tabs = places
			.filter(({ needs }) => needs === null || can[needs])
			.map((place) => ({ page: place.page, path: place.path, here: leadsHere(place) }));
		return tabs.length === 0 ? [] : [{ group, tabs, here: tabs.some(({ here }) => here) }];
	});
}
