import { createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { toHex, utf8 } from '../base/bytes.ts';
import { hmacSha256 } from '../base/digest.ts';
import type { MemberId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import type { DeskPerson, DeskRoster } from '../domain/desk-roster.ts';
import { lockKey, sealDeskRoster, type PinLock } from '../domain/desk-roster-seal.ts';
import { maskName } from '../domain/masking.ts';
import type { Venue } from '../domain/venue.ts';
import { dayBounds } from '../domain/venue-time.ts';
import { deskStatement, type DeskRosterAnswer, type DeskRosterRequest } from '../sync/desk.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { openPin, pinsAt } from './desk-pins.ts';
import type { DeskTabletService } from './desk-tablet-shapes.ts';
import { isDeviceKey, verifyByDevice } from './device-key.ts';
import type { Device } from './who.ts';
import { searchKeys } from './search-keys.ts';
import { isPresenceRow } from './storage/ledger-port.ts';
import type { PinRow, StaffRow } from './storage/access-port.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

/** Today and the two days after it, where the venue does not say otherwise. */
const USUAL_DAYS = 3;

export function deskRosters(context: Context): Pick<DeskTabletService, 'roster'> {
	const { clock, storage, keyring } = context;
	const markKey = keyring.purpose('desk roster mark');
	return {
		async roster(device, request) {
			if (device.kind === 'lobby') return err('not-a-desk');
			const key = (await storage.read((tx) => tx.devices.get(device.id)))?.publicKey;
			const statement = deskStatement(device.id, request.agreementKey);
			if (!key || !isDeviceKey(request.agreementKey) || !verifyByDevice(statement, request.signature, key))
				return err('bad-signature');
			const now = clock.now();
			const gathered = await storage.read((tx) => gather(tx, device, now));
			const known =
				device.kind === 'desk' ? gathered : { ...gathered, roster: withoutNames(gathered.roster) };
			await storage.write(device.venueId, (tx) => note(tx, device, request.wrong, known, now));
			const { at, ...lasting } = known.roster;
			const content = [lasting, known.pins.map(({ pin }) => pin.salt), known.until, request.agreementKey];
			const mark = toHex(hmacSha256(markKey, utf8(JSON.stringify(content))).subarray(0, 16));
			if (request.known === mark) return ok({ v: 3, hubTime: at, state: 'same' });
			return ok(seal(context, device, request, { ...known, mark }));
		},
	};
}

interface Gathered {
	readonly roster: DeskRoster;
	/** End of the last day that it covers. */
	readonly until: number;
	/** Local day that began then. */
	readonly day: number;
	readonly pins: readonly { readonly staff: StaffRow; readonly pin: PinRow }[];
}

/** Everybody who is expected in the next days, or who came. Reads only; in one order, so that what is the same looks the same. */
async function gather(tx: Tx, { venueId }: Device, now: number): Promise<Gathered> {
	const records = await tx.records.ofKinds(venueId, ['venue', 'session']);
	const venue = bodies(records, 'venue')[0]?.[1];
	const [from, until] = daysOf(venue, now);
	const sessions = bodies(records, 'session')
		.map(([, session]) => session)
		.filter((session) => session.endsAt > from && session.startsAt < until);
	const facts: DeskRoster['facts'] = [];
	for (const { id } of sessions)
		for (const row of (await tx.ledger.ofSubject(venueId, id)).filter(isPresenceRow)) {
			const { entryId, deviceId, at, fact } = row;
			facts.push({ entryId, deviceId, at, fact });
		}
	facts.sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
	const people = new Map<MemberId, DeskPerson>();
	for (const offeringId of new Set(sessions.map((session) => session.offeringId)))
		for (const member of await tx.people.enrolled(venueId, offeringId)) {
			const known = people.get(member.memberId) ?? personFrom(member);
			people.set(member.memberId, { ...known, offerings: [...known.offerings, offeringId].sort() });
		}
	for (const { fact } of facts) {
		const member = people.has(fact.memberId) ? null : await tx.people.member(fact.memberId);
		if (member) people.set(member.memberId, personFrom(member));
	}
	const pins = await pinsAt(tx, venueId);
	const roster: DeskRoster = {
		...{ venueId, at: now, facts },
		people: [...people.values()].sort((a, b) => (a.memberId < b.memberId ? -1 : 1)),
		staff: pins.map(({ staff }) => ({ id: staff.staffId, name: staff.name })),
	};
	return { roster, until, day: from, pins };
}

/** For a kiosk, where a PIN raises and ends emergencies and opens nothing: who may, masked, and nobody else. */
const withoutNames = ({ venueId, at, staff }: DeskRoster): DeskRoster => ({
	...{ venueId, at, people: [], facts: [] },
	staff: staff.map(({ id, name }) => ({ id, name: maskName(name) })),
});

function daysOf(venue: Venue | undefined, now: number): [from: number, until: number] {
	const zone = venue?.zone ?? 'UTC';
	const { from, to } = dayBounds(now, zone);
	let until = to;
	for (let day = 1; day < (venue?.deskDays ?? USUAL_DAYS); day++) until = dayBounds(until, zone).to;
	return [from, until];
}

const personFrom = ({ memberId, name, number, barred }: MemberRow): DeskPerson => ({
	...{ memberId, name, number, barred, offerings: [] },
	keys: [...searchKeys({ name, number, phone: null })],
});

/** A fresh content key, a fresh agreement: an answer that was seen says nothing of another. */
function seal(
	{ random, keyring }: Context,
	{ id: deviceId, venueId }: Device,
	{ agreementKey }: DeskRosterRequest,
	{ roster, until, mark, pins }: Gathered & { readonly mark: string },
): DeskRosterAnswer {
	const place = { venueId, deviceId };
	const half = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const theirs = createPublicKey({
		...{ key: Buffer.from(agreementKey, 'base64url'), format: 'der', type: 'spki' },
	});
	const agreed = diffieHellman({ privateKey: half.privateKey, publicKey: theirs });
	const key = random.bytes(32);
	const locks = pins.flatMap(({ staff, pin }): PinLock[] => {
		const opened = openPin(keyring, pin);
		if (!opened) return [];
		const { salt, cost, stretched } = opened;
		const parts = { stretched, agreed, staffId: staff.staffId };
		const locked = lockKey(key, parts, random.bytes(24), place);
		return [{ staffId: staff.staffId, label: maskName(staff.name), salt, cost, locked }];
	});
	return {
		...{ v: 3, hubTime: roster.at, state: 'new', mark, until, locks },
		hubKey: half.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
		sealed: sealDeskRoster(roster, key, random.bytes(24), place),
	};
}

/** Writes down that names have left the hub, once a day, and that somebody tried PINs. A kiosk gets no names. */
async function note(
	tx: Tx,
	{ id, venueId, kind }: Device,
	wrong: number,
	{ day, roster }: Gathered,
	at: number,
): Promise<void> {
	const key = `desk ${id}`;
	const [lastDay, lastWrong] = ((await tx.meta.get(key)) ?? '0 0').split(' ').map(Number);
	if (lastDay === day && lastWrong === wrong) return;
	await tx.meta.set(key, `${day} ${wrong}`);
	const line = { at, venueId, actor: `device:${id}`, subject: `device:${id}` };
	const people = roster.people.length;
	if (lastDay !== day && kind === 'desk')
		await tx.audit.append({ ...line, action: 'desk-roster-taken', detail: JSON.stringify({ people }) });
	if (wrong > lastWrong!)
		await tx.audit.append({ ...line, action: 'desk-pin-wrong', detail: JSON.stringify({ wrong }) });
}
