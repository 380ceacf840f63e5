import { pageLanguage } from '../../../page-language.server.ts';
import { drawPass } from '../../../pass-qr.ts';
import { sampleOf, samplesOf } from '../samples.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const lang = pageLanguage(event);
	const { n, label, name, text } = await sampleOf(event, event.params.n, lang);
	const count = (await samplesOf(event, lang)).length;
	return { lang, n, count, label, name, code: drawPass(text) };
};
