import { assert } from '../../base/assert.ts';
import type { VenueId } from '../../base/id.ts';
import { err, ok } from '../../base/result.ts';
import { visibilityOf, written, type ExhibitKind, type Standing } from '../../domain/editorial.ts';
import { titleOf, type ExhibitBody } from '../../domain/exhibit-references.ts';
import type { Honoree } from '../../domain/exhibit.ts';
import { checkedChange } from '../records.ts';
import type { ExhibitKey, ExhibitRow, VersionRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import { freeId, initialOf, namesakes } from './names.ts';
import type { Done, Writing } from './shapes.ts';
import { settle } from './shelf.ts';
import { noteStep, type Doer } from './steps.ts';

/** A new version of an exhibit, or a new exhibit. */
export async function saveVersion(
	tx: Tx,
	doer: Doer,
	kind: ExhibitKind,
	{ body: typed, historic, base }: Writing,
): Promise<Done> {
	const { venueId } = doer;
	if (base === null || typed.id === undefined) {
		if (typed.id !== undefined && (await tx.exhibits.get(venueId, [{ kind, id: typed.id }])).length > 0)
			return err({ fault: 'changed-since', lacks: [] });
		const again =
			typed.id === undefined && (await sentAgain(tx, doer, kind, { body: typed, historic, base }));
		if (again) return ok(again);
		const id = typed.id ?? (await freeId(tx, venueId, kind, titleOf(typed as ExhibitBody).zh));
		return write(tx, doer, { kind, id }, null, { body: storable(kind, id, typed), historic, restores: null });
	}
	const key = { kind, id: typed.id };
	const [head] = await tx.exhibits.get(venueId, [key]);
	if (!head) return err({ fault: 'no-such-exhibit', lacks: [] });
	if (head.standing.latest !== base) return err({ fault: 'changed-since', lacks: [] });
	const body = storable(kind, typed.id, typed);
	const newest = (await tx.exhibits.version(venueId, key, base))!;
	if (newest.body === body && newest.historic === historic) return ok(head);
	return write(tx, doer, key, head, { body, historic, restores: null });
}

/** For so long is the same text from the same hands the same form, sent twice. */
const SAME_FORM_MS = 600_000;

/** The exhibit that this form has made already: a finger that taps twice makes one. */
async function sentAgain(
	tx: Tx,
	{ by, venueId, now }: Doer,
	kind: ExhibitKind,
	{ body, historic }: Writing,
): Promise<ExhibitRow | null> {
	for await (const head of namesakes(tx, venueId, kind, titleOf(body as ExhibitBody).zh)) {
		if (head.standing.latest !== 1 || now - head.changedAt > SAME_FORM_MS) continue;
		const first = (await tx.exhibits.version(venueId, head, 1))!;
		const isSame = first.body === storable(kind, head.id, body) && first.historic === historic;
		if (isSame && first.by === `staff:${by.id}`) return head;
	}
	return null;
}

/** A copy of an older version as the newest: nothing that was written is ever lost. */
export async function restoreVersion(tx: Tx, doer: Doer, key: ExhibitKey, version: number): Promise<Done> {
	const [head] = await tx.exhibits.get(doer.venueId, [key]);
	if (!head) return err({ fault: 'no-such-exhibit', lacks: [] });
	const old = await tx.exhibits.version(doer.venueId, key, version);
	if (!old) return err({ fault: 'no-such-version', lacks: [] });
	return write(tx, doer, key, head, { body: old.body, historic: old.historic, restores: version });
}

/** The text of a version: as the record's schema writes it, without what is chosen apart. */
export function storable(kind: ExhibitKind, id: string, typed: Writing['body']): string {
	const { month: _month, week: _week, ...said } = typed as Partial<Honoree> & { week?: string };
	const named = kind === 'honoree' ? { initial: initialOf(said.name!.zh, said.reading), ...said } : said;
	const { body } = checkedChange({ kind, id, body: { ...named, id } as ExhibitBody });
	assert(body !== null, 'a version has a body');
	return body;
}

/** What a list shows and finds of it. */
export function headOf(kind: ExhibitKind, id: string, body: string): Pick<ExhibitRow, 'title' | 'find'> {
	const { zh, en } = titleOf(JSON.parse(body) as ExhibitBody);
	return { title: zh, find: [zh, en ?? '', id, id.replaceAll('-', '')].join(' ').toLowerCase() };
}

type Text = Pick<VersionRow, 'body' | 'historic' | 'restores'>;

async function write(
	tx: Tx,
	doer: Doer,
	key: ExhibitKey,
	head: ExhibitRow | null,
	text: Text,
): Promise<Done> {
	const { by, venueId, now } = doer;
	const actor = `staff:${by.id}`;
	const standing = written(head?.standing ?? null, actor, await isApproved(tx, venueId, head, text));
	const version = standing.latest;
	const row = { ...key, ...text, version, by: actor, name: by.name, at: now };
	await tx.exhibits.addVersions(venueId, [row]);
	const after: ExhibitRow = {
		...{ kind: key.kind, id: key.id, ...headOf(key.kind, key.id, text.body), standing },
		...{ seen: visibilityOf(standing, now), dueAt: head?.dueAt ?? null, changedAt: now, changedBy: by.name },
	};
	await tx.exhibits.put(venueId, [after]);
	const act = text.restores === null ? 'write' : 'restore';
	const detail = text.restores === null ? null : String(text.restores);
	await noteStep(tx, doer, key, { act, version, detail });
	await settle(tx, venueId, [key], [], now);
	return ok(after);
}

async function isApproved(tx: Tx, venueId: VenueId, head: ExhibitRow | null, text: Text): Promise<boolean> {
	const approved: Standing['approved'] = head?.standing.approved ?? null;
	const live = approved && (await tx.exhibits.version(venueId, head!, approved.version));
	return live?.body === text.body && live.historic === text.historic;
}
