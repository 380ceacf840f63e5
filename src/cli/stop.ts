import type { Server } from 'node:http';
import type { Hub } from '../lib/server/hub.ts';
import { finish } from '../lib/server/http/server.ts';
import type { Log } from '../lib/server/log.ts';

/** Longest wait for requests under way. */
const PATIENCE_MS = 10_000;

interface Running {
	readonly server: Server;
	readonly hub: Hub;
	readonly stopping: AbortController;
	readonly log: Log;
}

/**
 * On SIGTERM or Ctrl+C: takes no more requests, ends live streams, lets requests under way finish, closes the storage, and
 * exits 0. A second signal does not wait.
 */
export function stopOnSignal({ server, hub, stopping, log }: Running): void {
	const stop = async (signal: NodeJS.Signals) => {
		if (stopping.signal.aborted) process.exit(1);
		log.info({ signal }, 'stopping');
		stopping.abort();
		await finish(server, PATIENCE_MS);
		await hub.close();
		process.exit(0);
	};
	for (const signal of ['SIGTERM', 'SIGINT'] as const)
		process.on(signal, () => {
			void stop(signal).catch((error: unknown) => {
				log.error({ error: String(error) }, 'did not stop cleanly');
				process.exit(1);
			});
		});
}
