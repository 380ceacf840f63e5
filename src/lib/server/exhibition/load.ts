import type { VenueId } from '../../base/id.ts';
import type { Standing } from '../../domain/editorial.ts';
import type { ExhibitBody } from '../../domain/exhibit-references.ts';
import type { Media } from '../../domain/media.ts';
import type { Context } from '../context.ts';
import { checkedChange } from '../records.ts';
import type { ExhibitKey, ExhibitRow, MediaRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { ExhibitionService, Loaded } from './shapes.ts';
import { settle } from './shelf.ts';
import { headOf, storable } from './writing.ts';

/** Exhibits in one transaction: others want to write too. */
const CHUNK = 500;
const HUB = 'hub';

type LoadedExhibit = Exclude<Loaded, { kind: 'media' }>;

/** What the hub brings itself is approved by its operator, who has put it there: the demo's content, or an import's. */
export const loader = ({ storage, clock }: Context): Pick<ExhibitionService, 'load'> => ({
	async load(venueId, records) {
		const media = records.filter((record) => record.kind === 'media').map(({ body }) => body);
		const exhibits = records.filter((record) => record.kind !== 'media');
		const now = clock.now();
		await storage.write(venueId, async (tx) => {
			const ids = media.map(({ id }) => id);
			const there = await tx.media.get(venueId, ids);
			const gone = new Set(there.filter(({ state }) => state === 'withdrawn').map(({ mediaId }) => mediaId));
			for (const body of media) if (!gone.has(body.id)) await tx.media.put(venueId, mediaRow(body, now));
		});
		let done = 0;
		for (let from = 0; from < exhibits.length; from += CHUNK)
			done += await storage.write(venueId, (tx) =>
				loadSome(tx, venueId, exhibits.slice(from, from + CHUNK), now),
			);
		const all = media.map(({ id }) => id);
		if (all.length > 0) await storage.write(venueId, (tx) => settle(tx, venueId, [], all, now));
		return done;
	},
});

async function loadSome(
	tx: Tx,
	venueId: VenueId,
	records: readonly LoadedExhibit[],
	now: number,
): Promise<number> {
	const keys = records.map(({ kind, body }): ExhibitKey => ({ kind, id: body.id }));
	const there = new Map((await tx.exhibits.get(venueId, keys)).map((row) => [`${row.kind} ${row.id}`, row]));
	const heads: ExhibitRow[] = [];
	for (const { kind, body } of records) {
		const head = there.get(`${kind} ${body.id}`) ?? null;
		if (head && head.changedBy !== '') continue;
		const text = storable(kind, body.id, body);
		const key = { kind, id: body.id };
		const before = head && (await tx.exhibits.version(venueId, key, head.standing.latest));
		const standing = loadedStanding(head, chosenOf(body), before?.body !== text);
		if (before?.body !== text)
			await tx.exhibits.addVersions(venueId, [
				{
					...{ ...key, version: standing.latest, body: text, historic: false },
					...{ by: HUB, name: '', at: now, restores: null },
				},
			]);
		else if (standing.chosen === head?.standing.chosen) continue;
		const dueAt = head?.dueAt ?? null;
		heads.push({
			...key,
			...headOf(kind, body.id, text),
			standing,
			seen: 'shown',
			dueAt,
			changedAt: now,
			changedBy: '',
		});
	}
	await tx.exhibits.put(venueId, heads);
	await settle(tx, venueId, heads, [], now);
	return heads.length;
}

const chosenOf = (body: ExhibitBody): string | null => {
	const { month, week } = body as { month?: string; week?: string };
	return month ?? week ?? null;
};

function loadedStanding(head: ExhibitRow | null, chosen: string | null, isNew: boolean): Standing {
	const latest = (head?.standing.latest ?? 0) + (isNew ? 1 : 0);
	return {
		...{ latest, stage: 'approved', authors: [], withdrawn: null, chosen },
		approved: { version: latest, by: HUB, from: null, until: null },
	};
}

const mediaRow = (body: Media, now: number): MediaRow => ({
	...{ mediaId: body.id, kind: body.kind, state: 'ready', person: null, fault: null, dueAt: null },
	body: checkedChange({ kind: 'media', id: body.id, body }).body!,
	...{
		fileName: body.files.at(-1)?.name ?? body.id,
		bytes: body.files.reduce((sum, { bytes }) => sum + bytes, 0),
	},
	...{ shown: 'nobody', at: now, by: HUB },
});
