import { assert } from '../base/assert.ts';
import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { decideAdmission, type NotAdmitted, type Shown } from '../domain/admission.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { CheckIn } from '../domain/fact.ts';
import { readPass } from '../domain/pass.ts';
import { gatherFacts, shownPass } from './admission-facts.ts';
import { bodies, readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { addGuest } from './guests.ts';
import { knownPerson } from './known-person.ts';
import { appendOwn } from './own-outbox.ts';
import type { HubFlag } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

interface Door {
	readonly venueId: VenueId;
	readonly sessionId: SessionId;
}

type PhoneCheckIn = Result<
	{
		readonly outcome: 'admitted' | 'already-in';
		readonly sessionId: SessionId;
		readonly at: number;
		readonly flags: string[];
		/** Whom it was about. */
		readonly memberId: MemberId | null;
	},
	NotAdmitted | 'name-missing'
>;

/** Who holds the phone: by the code of a pass kept on it, as the member who claimed theirs there, or by a name. */
export type PhoneVisitor =
	| { readonly pass: string }
	| { readonly memberId: MemberId }
	/** `memberId`: who they became when they said so before. */
	| { readonly name: string; readonly known: MemberId | null };

interface Identified {
	readonly shown: Shown;
	readonly memberId: MemberId | null;
	readonly serial: number | null;
}

/** The kiosk's decision, made on the hub with the hub's own knowledge: nothing is unknown here. */
export async function admitByPhone(
	tx: Tx,
	context: Context,
	door: Door,
	visitor: PhoneVisitor,
	hubFlags: (memberId: MemberId) => HubFlag[],
): Promise<PhoneCheckIn> {
	const now = context.clock.now();
	const catalogue = await readCatalogue(tx, door.venueId);
	if (!catalogue) return err({ outcome: 'refused', reason: 'closed', meeting: null });
	const { shown, memberId, serial } = await identify(tx, catalogue, visitor, now);
	const { sessionId } = door;
	const verdict = decideAdmission(
		await gatherFacts(tx, { catalogue, now, door: { session: sessionId }, shown, memberId }),
	);
	if ('reason' in verdict) return err(verdict);
	if (verdict.outcome === 'already-in')
		return ok({ outcome: 'already-in', sessionId, at: verdict.at, flags: [], memberId });
	const admitted = memberId ?? (await newGuest(tx, context, visitor));
	if (admitted === null) return err('name-missing');
	const { flags, party } = verdict;
	const fact: CheckIn = {
		...{ kind: 'check-in', sessionId, memberId: admitted, serial, channel: 'phone', flags, staffId: null },
		...(party && { party }),
	};
	await appendOwn(tx, context, door.venueId, fact, hubFlags(admitted));
	return ok({ outcome: 'admitted', sessionId, at: now, flags, memberId: admitted });
}

async function identify(
	tx: Tx,
	{ venue }: Catalogue,
	visitor: PhoneVisitor,
	now: number,
): Promise<Identified> {
	if ('pass' in visitor) {
		const keys = bodies(await tx.records.ofKinds(venue.id, ['key']), 'key').map(([, key]) => key);
		const reading = readPass(visitor.pass, keys, { now, uncertainty: 0 });
		const { memberId, serial } = reading.ok ? reading.pass : { memberId: null, serial: null };
		return { shown: await shownPass(tx, venue.id, reading), memberId, serial };
	}
	if ('name' in visitor) return { shown: { ok: true, guest: true }, memberId: visitor.known, serial: null };
	const person = await tx.people.member(visitor.memberId);
	assert(person, 'the member whose phone it is');
	return { shown: knownPerson(person, now, venue.zone), memberId: person.memberId, serial: null };
}

/** Only whoever is let in is written down. Null: that is no name. */
async function newGuest(tx: Tx, context: Context, visitor: PhoneVisitor): Promise<MemberId | null> {
	assert('name' in visitor, 'a code that is no pass was admitted');
	const added = await addGuest(tx, context, visitor.name);
	return added.ok ? added.value.memberId : null;
}
