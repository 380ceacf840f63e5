import type { MediaId } from '../../base/id.ts';
import type { PackNews } from './pack-news.ts';

export const packWorker = (): Worker =>
	new Worker(new URL('./packs.worker.ts', import.meta.url), { type: 'module' });

type Answer = Extract<PackNews, { about: 'answer' }>['comes'];

/** What a page has heard of the pack. */
export interface Known {
	here(sha256: string): boolean;
	/** Whether a medium comes; null where nobody has asked. */
	answer(mediaId: MediaId): Answer | null;
	take(news: Exclude<PackNews, { about: 'state' }>): void;
}

export function createKnown(): Known {
	const here = new Set<string>();
	const answers = new Map<MediaId, Answer>();
	return {
		here: (sha256) => here.has(sha256),
		answer: (mediaId) => answers.get(mediaId) ?? null,
		take(news) {
			if (news.about === 'answer') answers.set(news.mediaId, news.comes);
			else if (news.about === 'gone') for (const sha256 of news.sha256) here.delete(sha256);
			else {
				if (news.all) here.clear();
				for (const sha256 of news.sha256) here.add(sha256);
			}
		},
	};
}
