import { error } from '@sveltejs/kit';
import type { ReadRecord } from '$lib/kiosk/cache/shelves.ts';
import type { PageLoad } from './$types';

/** Drawn in the browser alone, as on a kiosk. */
export const ssr = false;

export const load: PageLoad = async ({ fetch, params, url }) => {
	const answer = await fetch(`/staff/exhibits/${params.kind}/${params.id}/preview.json${url.search}`);
	if (!answer.ok) error(answer.status, 'no preview');
	return (await answer.json()) as { records: ReadRecord[]; now: number; language: 'zh' | 'en' };
};
