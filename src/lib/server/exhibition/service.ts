import type { VenueId } from '../../base/id.ts';
import { err, ok, type Result } from '../../base/result.ts';
import {
	approved,
	rescheduled,
	sentBack,
	submitted,
	visibilityOf,
	withdrawn,
	type ReviewFault,
	type Standing,
} from '../../domain/editorial.ts';
import type { Context } from '../context.ts';
import type { ExhibitKey, ExhibitRow } from '../storage/exhibit-port.ts';
import type { Tx } from '../storage/port.ts';
import type { Staff } from '../who.ts';
import { chooser } from './choice.ts';
import { consentDesk } from './consents.ts';
import { consentsShown, isLiving, lacksOf } from './lacks.ts';
import { loader } from './load.ts';
import { heldBackAmong, holderOf } from './named.ts';
import type { ActFault, Done, ExhibitionService, ExhibitSheet, Lack } from './shapes.ts';
import { settle } from './shelf.ts';
import { bodyOf, noteStep, type Doer } from './steps.ts';
import { restoreVersion, saveVersion } from './writing.ts';

/** Steps shown of one exhibit. */
const STEPS = 200;
const LONGEST_REASON = 300;

export function exhibitionService(context: Context): ExhibitionService {
	const { storage, clock } = context;
	const act = (by: Staff, venueId: VenueId, key: ExhibitKey, what: Act): Promise<Done> =>
		storage.write(venueId, (tx) => turn(tx, { by, venueId, now: clock.now() }, key, what));
	return {
		list: (venueId, filter, offset, limit) =>
			storage.read((tx) => tx.exhibits.list(venueId, filter, offset, limit)),
		heldBack: (venueId, among) => storage.read((tx) => heldBackAmong(tx, venueId, among)),
		counts: (venueId) => storage.read((tx) => tx.exhibits.counts(venueId)),
		sheet: (venueId, key) => storage.read((tx) => readSheet(tx, venueId, key, clock.now())),
		version: (venueId, key, version) =>
			storage.read(async (tx) => {
				const row = await tx.exhibits.version(venueId, key, version);
				return row && bodyOf(row);
			}),
		titles: (venueId, keys) =>
			storage.read(async (tx) => {
				const rows = await tx.exhibits.get(venueId, keys);
				return new Map(rows.map(({ kind, id, title }) => [`${kind} ${id}`, title]));
			}),
		save: (by, venueId, kind, writing) =>
			storage.write(venueId, (tx) => saveVersion(tx, { by, venueId, now: clock.now() }, kind, writing)),
		restore: (by, venueId, key, version) =>
			storage.write(venueId, (tx) => restoreVersion(tx, { by, venueId, now: clock.now() }, key, version)),
		submit: (by, venueId, key, version) =>
			act(by, venueId, key, {
				name: 'submit',
				turn: (standing) => submitted(standing, version, `staff:${by.id}`),
				needs: ({ what }) => what === 'source' || what === 'reference',
			}),
		sendBack: (by, venueId, key, version, reason) =>
			act(by, venueId, key, { name: 'send-back', reason, turn: (standing) => sentBack(standing, version) }),
		approve: (by, venueId, key, version, times) =>
			act(by, venueId, key, {
				name: 'approve',
				detail: JSON.stringify(times),
				turn: (standing) => approved(standing, version, `staff:${by.id}`, times),
				needs: () => true,
			}),
		reschedule: (by, venueId, key, times) =>
			act(by, venueId, key, {
				name: 'reschedule',
				detail: JSON.stringify(times),
				turn: (standing) => rescheduled(standing, times, `staff:${by.id}`),
			}),
		withdraw: (by, venueId, key, reason) =>
			act(by, venueId, key, {
				name: 'withdraw',
				reason,
				turn: (standing) => withdrawn(standing, clock.now(), `staff:${by.id}`, 'staff', reason.trim()),
			}),
		...chooser(context),
		...consentDesk(context),
		...loader(context),
		async settle() {
			const now = clock.now();
			for (const venueId of await storage.read((tx) => tx.exhibits.dueVenues(now)))
				await storage.write(venueId, async (tx) =>
					settle(tx, venueId, await tx.exhibits.due(venueId, now), await tx.media.due(venueId, now), now),
				);
		},
	};
}

interface Act {
	readonly name: string;
	readonly turn: (standing: Standing) => Result<Standing, ReviewFault>;
	/** Which lacks stop it. */
	readonly needs?: (lack: Lack) => boolean;
	/** Asked for, where it is there. */
	readonly reason?: string;
	readonly detail?: string;
}

const refused = (fault: ActFault, lacks: readonly Lack[] = []): Done => err({ fault, lacks });

/** One step of an exhibit: decided, written down, and its records with it. */
async function turn(tx: Tx, doer: Doer, key: ExhibitKey, act: Act): Promise<Done> {
	const { by, venueId, now } = doer;
	const [head] = await tx.exhibits.get(venueId, [key]);
	if (!head) return refused('no-such-exhibit');
	const reason = act.reason?.trim();
	if (reason === '') return refused('reason-missing');
	if (reason && reason.length > LONGEST_REASON) return refused('reason-too-long');
	const turned = act.turn(head.standing);
	if (!turned.ok) return refused(turned.error);
	if (act.needs) {
		const newest = (await tx.exhibits.version(venueId, key, head.standing.latest))!;
		const lacks = await lacksOf(tx, venueId, key, { body: bodyOf(newest), historic: newest.historic }, now);
		const stops = lacks.filter(act.needs);
		if (stops.length > 0) return refused('lacking', stops);
	}
	const detail = reason ?? act.detail ?? null;
	const after = { ...head, standing: turned.value, seen: visibilityOf(turned.value, now) };
	await tx.exhibits.put(venueId, [{ ...after, changedAt: now, changedBy: by.name }]);
	await noteStep(tx, doer, key, { act: act.name, version: turned.value.latest, detail });
	await settle(tx, venueId, [key], [], now);
	const [settled] = await tx.exhibits.get(venueId, [key]);
	return ok(settled!);
}

async function readSheet(
	tx: Tx,
	venueId: VenueId,
	key: ExhibitKey,
	now: number,
): Promise<ExhibitSheet | null> {
	const [head] = await tx.exhibits.get(venueId, [key]);
	if (!head) return null;
	const versions = await tx.exhibits.versions(venueId, key);
	const newest = versions[0]!;
	const body = bodyOf(newest);
	const live = versions.find(({ version }) => version === head.standing.approved?.version);
	const seen = seenNow(head, now);
	return {
		...{ head: seen, newest, body, versions },
		approved: live && live !== newest ? bodyOf(live) : null,
		steps: await tx.exhibits.steps(venueId, key, STEPS),
		consents: await consentsShown(tx, venueId, key),
		living: isLiving(key, body, newest.historic, now),
		lacks: await lacksOf(tx, venueId, key, { body, historic: newest.historic }, now),
		heldBack: live && seen.seen === 'shown' ? await holderOf(tx, venueId, bodyOf(live), now) : null,
	};
}

const seenNow = (head: ExhibitRow, now: number): ExhibitRow => ({
	...head,
	seen: visibilityOf(head.standing, now),
});
