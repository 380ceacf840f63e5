import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceTwin } from '../hub/device-twin.ts';

/** Follows a hub's live stream as a page does: where it ends, it is opened again. */
export interface Listener {
	/** How often it has been opened. */
	readonly opened: number;
	/** Highest revision that it was told of. */
	readonly rev: number;
	close(): Promise<void>;
}

const RETRY_MS = 100;

export function listen(device: DeviceTwin, origin: string): Listener {
	const end = new AbortController();
	const heard = { opened: 0, rev: 0 };

	async function follow(): Promise<void> {
		const { cookie } = device;
		const answer = await fetch(`${origin}/api/v1/live`, { headers: { cookie }, signal: end.signal });
		if (!answer.ok || !answer.body) return;
		heard.opened += 1;
		let text = '';
		for await (const piece of answer.body.pipeThrough(new TextDecoderStream())) {
			text = (text + piece).slice(-4000);
			for (const [, rev] of text.matchAll(/"rev":(\d+)\}\n\n/g)) heard.rev = Math.max(heard.rev, Number(rev));
		}
	}

	const following = (async () => {
		while (!end.signal.aborted) {
			await follow().catch(() => undefined);
			await sleep(RETRY_MS);
		}
	})();
	return {
		get opened() {
			return heard.opened;
		},
		get rev() {
			return heard.rev;
		},
		close() {
			end.abort();
			return following;
		},
	};
}
