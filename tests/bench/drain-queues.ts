import type { Hub } from '../../src/lib/server/hub.ts';
import type { Queue } from './venue-load.ts';

/** Sends all queues through the hub's port at once, each in order. */
export async function drain(hub: Hub, queues: readonly Queue[]): Promise<void> {
	await Promise.all(
		queues.map(async ({ kiosk, requests }) => {
			for (const request of requests) {
				const answer = await hub.ledger.ingest(kiosk.device, request);
				if (!answer.ok || answer.value.receipts.length !== request.entries.length)
					throw new Error('not all entries were taken');
			}
		}),
	);
}
