import { demoVenue } from './demo/passes/samples.server.ts';
import { pageLanguage } from './page-language.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({
	lang: pageLanguage(event),
	demo: (await demoVenue(event.locals.hub)) !== null,
});
