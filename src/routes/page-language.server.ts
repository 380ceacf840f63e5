import type { Language } from '$lib/domain/text.ts';
import { chooseLanguage } from '$lib/i18n/choose-language.ts';
import type { RequestEvent } from '@sveltejs/kit';

const COOKIE = 'gz_lang';
const YEAR_S = 365 * 86_400;

/** The language of this page; one asked for with `?lang=` is kept for the next pages. */
export function pageLanguage({
	url,
	cookies,
	request,
}: Pick<RequestEvent, 'url' | 'cookies' | 'request'>): Language {
	const asked = url.searchParams.get('lang');
	const language = chooseLanguage(asked, cookies.get(COOKIE), request.headers.get('accept-language'));
	if (asked === language)
		cookies.set(COOKIE, language, {
			path: '/',
			maxAge: YEAR_S,
			sameSite: 'lax',
			httpOnly: true,
			secure: url.protocol === 'https:',
		});
	return language;
}
