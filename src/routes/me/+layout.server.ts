import { pageLanguage } from '../page-language.server.ts';
import { memberOf } from './member.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	// What is here is one person's own, and an address may hold a scanned code: neither belongs in a cache.
	event.setHeaders({ 'cache-control': 'no-store' });
	const member = await memberOf(event);
	return { lang: pageLanguage(event), here: event.url.pathname, signedIn: member !== null };
};
