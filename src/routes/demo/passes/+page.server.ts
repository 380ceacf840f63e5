import { pageLanguage } from '../../page-language.server.ts';
import { drawPass } from '../../pass-qr.ts';
import { samplesOf } from './samples.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const lang = pageLanguage(event);
	const samples = await samplesOf(event, lang);
	return { lang, samples: samples.map(({ text, ...sample }) => ({ ...sample, code: drawPass(text) })) };
};
