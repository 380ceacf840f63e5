import 'fake-indexeddb/auto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	asId,
	type MemberId,
	type OfferingId,
	type OutboxId,
	type SessionId,
	type VenueId,
} from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import type { Catalogue } from '../../src/lib/domain/catalogue.ts';
import type { AdmissionFacts, Door } from '../../src/lib/domain/admission.ts';
import type { CheckIn, Timing } from '../../src/lib/domain/fact.ts';
import type { PassReading } from '../../src/lib/domain/pass.ts';
import { CacheDatabase, readMeta } from '../../src/lib/kiosk/cache/database.ts';
import { applyChanges } from '../../src/lib/kiosk/cache/changes.ts';
import { catalogueFrom } from '../../src/lib/kiosk/cache/catalogue.ts';
import { BOARD_KINDS } from '../../src/lib/kiosk/cache/kinds.ts';
import { readKinds } from '../../src/lib/kiosk/cache/records.ts';
import { createTrustKeeper, type TrustKeeper } from '../../src/lib/kiosk/trust.ts';
import { gatherFacts, shownPass } from '../../src/lib/server/admission-facts.ts';
import { readCatalogue } from '../../src/lib/server/catalogue.ts';
import type { Context } from '../../src/lib/server/context.ts';
import { ensurePass } from '../../src/lib/server/issue-pass.ts';
import { openKeyring } from '../../src/lib/server/keyring.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { appendOwn } from '../../src/lib/server/own-outbox.ts';
import { hubDeviceId } from '../../src/lib/server/own-identity.ts';
import { passText, revokePass } from '../../src/lib/server/passes.ts';
import { recordService } from '../../src/lib/server/records.ts';
import { republishRoster } from '../../src/lib/server/roster.ts';
import { openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import { tallyChanges } from '../../src/lib/server/tally.ts';
import type { PassRow } from '../../src/lib/server/storage/people-port.ts';
import { createMemoryLedger, type MemoryLedger } from '../contract/memory-ledger.ts';

/** A hub on real SQLite, and kiosks that hold what it has published. The clock stands where it is told to. */
export interface Stage {
	readonly context: Context;
	readonly clock: { at: number };
	close(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-door-'));
	const clock = { at: 0, now: () => clock.at, monotonic: () => 0 };
	const random = systemRandom;
	const opened = openSqlite(directory);
	const keyring = openKeyring(directory, { random, clock });
	if (!opened.ok || !keyring.ok) throw new Error('no storage or no keys');
	const storage = opened.value;
	const context: Context = { clock, random, log: makeLog('silent'), storage, keyring: keyring.value };
	await storage.write(null, (tx) => hubDeviceId(tx, random));
	return {
		context,
		clock,
		async close() {
			await storage.close();
			rmSync(directory, { recursive: true });
		},
	};
}

export async function publishCatalogue({ context }: Stage, catalogue: Catalogue): Promise<void> {
	const { venue, rooms, programmes, courses, offerings, sessions } = catalogue;
	const rows = (
		kind: 'room' | 'programme' | 'course' | 'offering' | 'session',
		of: ReadonlyMap<string, { id: string }>,
	) => [...of.values()].map((body) => ({ kind, id: body.id, body: body as never }));
	await recordService(context).publish(venue.id, [
		{ kind: 'venue', id: venue.id, body: venue },
		...rows('room', rooms),
		...rows('programme', programmes),
		...rows('course', courses),
		...rows('offering', offerings),
		...rows('session', sessions),
	]);
}

/** 城北区总工会 ▸ 机械工会, and 纺织工会 right below the city. */
export const plantUnions = ({ context }: Stage): Promise<void> =>
	context.storage.write(null, async (tx) => {
		await tx.unions.put({ id: 'u-north', name: '城北区总工会', parentId: null });
		await tx.unions.put({ id: 'u-mill', name: '机械工会', parentId: 'u-north' });
		await tx.unions.put({ id: 'u-cloth', name: '纺织工会', parentId: null });
	});

export interface Person {
	readonly enrolled?: readonly string[];
	readonly waiting?: readonly string[];
	readonly barred?: boolean;
	readonly union?: string | null;
	/** Session, when they came, and when they left. */
	readonly came?: readonly (readonly [session: string, at: number, left?: number])[];
	/** Enrolled at this other venue. */
	readonly elsewhere?: VenueId;
	readonly revoked?: boolean;
}

let people = 0;

/** Adds somebody with a pass, in the order in which it happens on a hub: on the list, a pass, and then at the door. */
export async function addPerson(stage: Stage, venueId: VenueId, person: Person): Promise<PassRow> {
	const { context } = stage;
	const memberId = asId<MemberId>((++people).toString(16).padStart(16, '0'));
	const { union = null, barred = false } = person;
	const member = { memberId, name: '王小明', number: `SF${people}`, phone: null, union, barred };
	return context.storage.write(null, async (tx) => {
		await tx.people.put(member);
		for (const id of person.enrolled ?? []) await tx.people.enroll(venueId, asId<OfferingId>(id), memberId);
		if (person.elsewhere) await tx.people.enroll(person.elsewhere, asId<OfferingId>('a'), memberId);
		const waits = (person.waiting ?? []).map((id) => asId<OfferingId>(id));
		await tx.seats.putSignUps(
			venueId,
			waits.map((offeringId) => ({ offeringId, memberId, status: 'waiting', at: 1, entryId: null })),
		);
		const pass = await ensurePass(tx, context, memberId);
		for (const [id, at, left] of person.came ?? []) {
			const whom = {
				sessionId: asId<SessionId>(id),
				memberId,
				serial: pass.serial,
				channel: 'desk',
				staffId: null,
			} as const;
			const happened = (time: number) => ({ at: time, uncertainty: 0 });
			await appendOwn(tx, context, venueId, { kind: 'check-in', ...whom, flags: [] }, [], happened(at));
			if (left) await appendOwn(tx, context, venueId, { kind: 'check-out', ...whom }, [], happened(left));
		}
		if (person.revoked) await revokePass(tx, context, memberId, 'hub');
		return pass;
	});
}

export const textOf = ({ context }: Stage, pass: PassRow): string => passText(pass, context.keyring);

/** As an import does when everybody is in. */
export async function publishPeople({ context }: Stage, venueId: VenueId): Promise<void> {
	await context.storage.write(venueId, async (tx) => {
		const sessions = (await tx.records.ofKinds(venueId, ['session'])).map(({ id }) => asId<SessionId>(id));
		await tx.records.put(venueId, await tallyChanges(tx, venueId, sessions));
	});
	await republishRoster(context, venueId);
}

export interface Kiosk {
	readonly cache: CacheDatabase;
	readonly ledger: MemoryLedger;
	readonly trust: TrustKeeper;
	catalogue: Catalogue;
}

let kiosks = 0;

/** A machine that has fetched everything that the hub has for it. */
export async function openKiosk(stage: Stage, venueId: VenueId): Promise<Kiosk> {
	const cache = new CacheDatabase(`door-${++kiosks}`);
	const catalogue = await fetchAll(stage, venueId, cache);
	const outboxId = asId<OutboxId>(kiosks.toString(16).padStart(32, '0'));
	const ledger = createMemoryLedger({ venueId, outboxId });
	return { cache, ledger, trust: createTrustKeeper(cache), catalogue };
}

export async function refresh(stage: Stage, venueId: VenueId, kiosk: Kiosk): Promise<void> {
	kiosk.catalogue = await fetchAll(stage, venueId, kiosk.cache);
}

async function fetchAll({ context }: Stage, venueId: VenueId, cache: CacheDatabase): Promise<Catalogue> {
	const cursor = (await readMeta(cache, 'cursor'))?.cursor ?? 0;
	const answer = await recordService(context).changesSince(venueId, cursor);
	if (answer.more) throw new Error('more than one page');
	await applyChanges(cache, answer);
	const catalogue = catalogueFrom(await readKinds(cache, BOARD_KINDS));
	if (!catalogue) throw new Error('no venue');
	return catalogue;
}

/** The hub hears of a check-in. */
export const deliver = (
	{ context }: Stage,
	venueId: VenueId,
	fact: CheckIn,
	happened: number,
): Promise<unknown> =>
	context.storage.write(venueId, (tx) =>
		appendOwn(tx, context, venueId, fact, [], { at: happened, uncertainty: 0 }),
	);

export interface Moment {
	readonly reading: PassReading;
	readonly door: Door;
	readonly now: number;
}

/** What the hub knows of these visits. */
export const hubFacts = (
	{ context }: Stage,
	catalogue: Catalogue,
	visits: readonly Moment[],
): Promise<AdmissionFacts[]> =>
	context.storage.read(async (tx) => {
		const facts: AdmissionFacts[] = [];
		for (const { reading, door, now } of visits) {
			const shown = await shownPass(tx, catalogue.venue.id, reading);
			const memberId = reading.ok ? reading.pass.memberId : null;
			facts.push(await gatherFacts(tx, { catalogue, shown, memberId, door, now }));
		}
		return facts;
	});

export const hubCatalogue = async ({ context }: Stage, venueId: VenueId): Promise<Catalogue> =>
	(await context.storage.read((tx) => readCatalogue(tx, venueId)))!;

/** A kiosk's clock that is right, give or take. */
export const timingAt = (now: number, uncertainty = 0): Timing => ({
	wall: now,
	mono: 0,
	offset: 0,
	uncertainty,
});
