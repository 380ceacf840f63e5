import { backoff } from '../sync/machine.ts';

export interface LiveListener {
	/** The stream opened: the hub is there, and changes may have been missed. */
	readonly onOpen: () => void;
	/** Something at the venue has changed. */
	readonly onChange: () => void;
}

/**
 * Follows the hub's live stream until the returned function is called. The browser reconnects by itself after a cut;
 * after a refusal it gives up, and we ask again with growing waits. Nothing depends on it: there is polling besides.
 */
export function followLive(address: string, listener: LiveListener): () => void {
	let source: EventSource;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let refusals = 0;

	function open(): void {
		source = new EventSource(address);
		source.addEventListener('open', () => {
			refusals = 0;
			listener.onOpen();
		});
		source.addEventListener('change', () => listener.onChange());
		source.addEventListener('error', () => {
			if (source.readyState === EventSource.CLOSED)
				timer = setTimeout(open, backoff(3 + refusals++, Math.random()));
		});
	}

	open();
	return () => {
		clearTimeout(timer);
		source.close();
	};
}
