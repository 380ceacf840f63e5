import type { SyncState } from '../sync/machine.ts';

export const TAB_CHANNEL = 'gongzhan';

/** What one tab tells the others of this device, since only one of them speaks with the hub. */
export type TabNews =
	/** A tab has joined and would like to know. */
	| { about: 'hello' }
	/** Records have changed; the exhibition's among them, or not. */
	| { about: 'records'; exhibition: boolean }
	| { about: 'outbox' }
	| { about: 'link'; succeeded: boolean }
	| { about: 'sync'; state: SyncState };

export interface Tabs {
	readonly tell: (news: TabNews) => void;
	readonly close: () => void;
}

/** All tabs run the same build, or one that reloads soon: news are taken at their word. */
export function joinTabs(onNews: (news: TabNews) => void): Tabs {
	const channel = new BroadcastChannel(TAB_CHANNEL);
	channel.onmessage = (event: MessageEvent<TabNews>) => onNews(event.data);
	return { tell: (news) => channel.postMessage(news), close: () => channel.close() };
}
