import {
	outboxContentHash,
	outboxFileStatement,
	type OutboxContent,
	type OutboxFile,
} from '../../src/lib/sync/outbox-file.ts';

type Said = Pick<OutboxContent, 'venueId' | 'deviceId' | 'outboxId' | 'head' | 'entries'> &
	Partial<OutboxContent>;

/** The file that a kiosk writes of what has no receipt. */
export async function outboxFile(
	said: Said,
	sign: (statement: string) => string | Promise<string>,
): Promise<OutboxFile> {
	const content: OutboxContent = {
		...{ format: 'gongzhan-outbox', v: 1, writtenAt: 1_795_400_000_000, hubHead: null, oldest: 1 },
		...said,
	};
	const contentHash = outboxContentHash(content);
	return { ...content, contentHash, signature: await sign(outboxFileStatement(content, contentHash)) };
}
