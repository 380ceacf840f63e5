import pg from 'pg';
import type { VenueId } from '../../../base/id.ts';
import type { Revisions } from '../revisions.ts';
import { CHANNEL } from './announcer.ts';
import { settings } from './connection.ts';

type Hear = (venueId: VenueId, rev: number) => void;

const RECONNECT_MS = 500;
/**
 * What a process commits and dies before telling, and what a connection that has died unnoticed does not bring: this often
 * every venue is looked at, whatever was heard.
 */
const LOOK_EVERY_MS = 7000;

/** Hears of what any process commits, until it is ended. Throws where the first connection cannot be made. */
export async function hearNews(url: string, news: Revisions): Promise<{ end(): Promise<void> }> {
	let ended = false;
	let client: pg.Client | null = null;
	let timer: NodeJS.Timeout | undefined;
	const tell: Hear = (venueId, rev) => news.tell(venueId, rev);

	/** What was missed while nobody listened. Listening comes first, so that nothing falls between. */
	async function connect(hear: Hear): Promise<void> {
		const fresh = new pg.Client({ ...settings(url), connectionTimeoutMillis: 5000, query_timeout: 10_000 });
		fresh.on('error', () => lose(fresh));
		fresh.on('end', () => lose(fresh));
		fresh.on('notification', ({ payload }) => {
			const [, rev, venueId] = /^(\d+) (.+)$/s.exec(payload ?? '') ?? [];
			if (venueId !== undefined) news.tell(venueId as VenueId, Number(rev));
		});
		client = fresh;
		await fresh.connect();
		await fresh.query(`LISTEN ${CHANNEL}`);
		await look(fresh, hear);
		if (!ended) timer = setInterval(() => void look(fresh, tell).catch(() => lose(fresh)), LOOK_EVERY_MS);
	}

	function lose(lost: pg.Client): void {
		if (client !== lost) return;
		client = null;
		clearInterval(timer);
		void lost.end().catch(() => undefined);
		if (!ended) setTimeout(again, RECONNECT_MS).unref();
	}

	function again(): void {
		if (ended || client) return;
		connect(tell).catch(() => client && lose(client));
	}

	async function end(): Promise<void> {
		ended = true;
		clearInterval(timer);
		const last = client;
		client = null;
		await last?.end().catch(() => undefined);
	}

	try {
		await connect((venueId, rev) => news.recall(venueId, rev));
	} catch (failure) {
		await end();
		throw failure;
	}
	return { end };
}

async function look(client: pg.Client, hear: Hear): Promise<void> {
	const { rows } = await client.query<{ id: VenueId; rev: number }>('SELECT venue_id AS id, rev FROM venue');
	for (const { id, rev } of rows) hear(id, rev);
}
