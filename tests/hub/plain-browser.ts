/** A browser without scripts: follows no redirect, and sends forms as they are. */
export interface PlainBrowser {
	readonly open: (path: string, cookie?: string) => Promise<Response>;
	readonly send: (
		path: string,
		fields: Record<string, string> | FormData,
		cookie?: string,
		origin?: string,
	) => Promise<Response>;
}

/** `origin`: asked for when it is needed, since a suite's hub starts later. */
export function plainBrowser(origin: () => string, more: Record<string, string> = {}): PlainBrowser {
	const headers = { accept: 'text/html', 'accept-language': 'zh-CN', ...more };
	return {
		open: (path, cookie = '') =>
			fetch(origin() + path, { headers: { ...headers, cookie }, redirect: 'manual' }),
		send: (path, fields, cookie = '', from = origin()) =>
			fetch(origin() + path, {
				method: 'POST',
				headers: { ...headers, cookie, origin: from },
				body: fields instanceof FormData ? fields : new URLSearchParams(fields),
				redirect: 'manual',
			}),
	};
}

/** What a page says, without its scripts and marks. */
export const textOf = async (response: Response): Promise<string> =>
	(await response.text()).replaceAll(/<!--.*?-->|<script[\s\S]*?<\/script>/g, '');
