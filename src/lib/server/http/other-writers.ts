import type { Hosted } from './handoff.ts';

const LOOK_EVERY_MS = 2000;

/**
 * Tells live listeners of what another process has written to our storage, such as an operator's command beside the running
 * hub: nobody announces that here. Returns a look out of turn, for a venue that has just got its first listener.
 */
export function watchOtherWriters({
	hub,
	log,
	stopping,
}: Pick<Hosted, 'hub' | 'log' | 'stopping'>): () => Promise<void> {
	async function look(): Promise<void> {
		const { venues } = hub.live;
		if (venues.length === 0 || stopping.aborted) return;
		try {
			await hub.storage.read(async (tx) => {
				for (const venueId of venues) hub.live.seen(venueId, await tx.records.rev(venueId));
			});
		} catch (error) {
			log.warn({ error: String(error) }, 'could not look for changes of other processes');
		}
	}
	const timer = setInterval(() => void look(), LOOK_EVERY_MS);
	timer.unref();
	stopping.addEventListener('abort', () => clearInterval(timer));
	return look;
}
