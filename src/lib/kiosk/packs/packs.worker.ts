import { roomIn } from '../../exhibits/pack-limits.ts';
import { CACHE_NAME } from '../database-names.ts';
import { TAB_CHANNEL, type TabNews } from '../tabs.ts';
import { createPackKeeper } from './keeper.ts';
import { opfsStore } from './opfs-store.ts';
import { packFolder } from './pack-folder.ts';
import { PACK_CHANNEL, type PackNews, type PackStart, type PackWish } from './pack-news.ts';
import { readExhibited } from './read-exhibited.ts';
import { createReporter } from './report.ts';

/** Keeps the device's pack, off the main thread: in the one tab that has the lock, until it closes. */
const LOCK = 'gongzhan-packs';
const BROKEN = { here: 0, bytes: 0, files: { here: 0, all: 0 }, doing: 'still', failing: 0 } as const;

async function room(): Promise<number> {
	const { quota, usage } = await navigator.storage.estimate();
	return quota === undefined || usage === undefined ? 0 : roomIn({ quota, usage });
}

async function keep({ origin, pixels }: PackStart): Promise<void> {
	const pages = new BroadcastChannel(PACK_CHANNEL);
	const report = createReporter(origin);
	const tell = (news: PackNews): void => {
		pages.postMessage(news);
		if (news.about === 'state') report(news.state);
	};
	const folder = await packFolder().catch(() => null);
	if (!folder) return tell({ about: 'state', state: { ...BROKEN, problem: 'broken' } });
	const keeper = createPackKeeper({
		...{ store: opfsStore(folder), origin, pixels, room, tell, chance: Math.random },
		read: () => readExhibited(CACHE_NAME, Date.now()),
		now: () => Date.now(),
		mono: () => performance.now(),
		trouble: (error) => console.error(error),
	});
	pages.onmessage = ({ data }: MessageEvent<PackWish>) => keeper.hear(data);
	const tabs = new BroadcastChannel(TAB_CHANNEL);
	tabs.onmessage = ({ data }: MessageEvent<TabNews>) => {
		if (data.about === 'records' && data.exhibition) keeper.refresh();
		else if (data.about === 'link' && data.succeeded) keeper.hurry();
	};
	await keeper.run(new AbortController().signal);
}

self.onmessage = ({ data }: MessageEvent<PackStart>) => {
	const failed = (error: unknown): void => console.error(error);
	navigator.locks.request(LOCK, () => keep(data)).catch(failed);
};
