import {
	OUTBOX_FILE_FORMAT,
	OUTBOX_FILE_VERSION,
	outboxContentHash,
	outboxFileStatement,
	type OutboxContent,
} from '../../../src/lib/sync/outbox-file.ts';
import type { Machine } from './machine.ts';

/** The file of a machine's unsent entries, as its disk stands. */
export async function outboxFile(machine: Machine, writtenAt: number): Promise<string> {
	const { deviceId, key, disk } = machine;
	const entries = [...disk.entries.values()].map((row) => row.entry);
	const said: OutboxContent = {
		...{ format: OUTBOX_FILE_FORMAT, v: OUTBOX_FILE_VERSION, writtenAt, deviceId, ...disk.outbox },
		...{ head: disk.head, hubHead: disk.hubHead, oldest: disk.oldest },
		entries: entries.sort((a, b) => a.seq - b.seq),
	};
	const contentHash = outboxContentHash(said);
	const signature = await key.signer(deviceId).sign(outboxFileStatement(said, contentHash));
	return JSON.stringify({ ...said, contentHash, signature });
}
