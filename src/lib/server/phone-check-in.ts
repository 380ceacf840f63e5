import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import { decideAdmission, type RefusalReason } from '../domain/admission.ts';
import type { CheckIn } from '../domain/fact.ts';
import { readPass } from '../domain/pass.ts';
import { gatherFacts, shownPass } from './admission-facts.ts';
import { bodies, readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { appendOwn } from './own-outbox.ts';
import type { HubFlag } from './storage/ledger-port.ts';
import type { Tx } from './storage/port.ts';

interface Door {
	readonly venueId: VenueId;
	readonly sessionId: SessionId;
}

type PhoneCheckIn = Result<
	{ outcome: 'admitted' | 'already-in'; sessionId: SessionId; at: number; flags: string[] },
	RefusalReason
>;

/** The kiosk's decision, made on the hub with the hub's own knowledge: nothing is unknown here. */
export async function admitByPhone(
	tx: Tx,
	context: Context,
	door: Door,
	passText: string,
	hubFlags: (memberId: MemberId) => HubFlag[],
): Promise<PhoneCheckIn> {
	const now = context.clock.now();
	const catalogue = await readCatalogue(tx, door.venueId);
	if (!catalogue) return err('closed');
	const keys = bodies(await tx.records.ofKinds(door.venueId, ['key']), 'key').map(([, key]) => key);
	const reading = readPass(passText, keys, { now, uncertainty: 0 });
	const verdict = decideAdmission(
		await gatherFacts(tx, {
			...{ catalogue, now, door: { session: door.sessionId } },
			shown: await shownPass(tx, door.venueId, reading),
			memberId: reading.ok ? reading.pass.memberId : null,
		}),
	);
	if (verdict.outcome === 'ask-desk' || verdict.outcome === 'refused') return err(verdict.reason);
	const { sessionId } = door;
	if (verdict.outcome === 'already-in')
		return ok({ outcome: 'already-in', sessionId, at: verdict.at, flags: [] });
	const { memberId, serial } = reading.ok ? reading.pass : neverAdmitted();
	const { flags, party } = verdict;
	const fact: CheckIn = {
		...{ kind: 'check-in', sessionId, memberId, serial, channel: 'phone', flags, staffId: null },
		...(party && { party }),
	};
	await appendOwn(tx, context, door.venueId, fact, hubFlags(memberId));
	return ok({ outcome: 'admitted', sessionId, at: now, flags });
}

const neverAdmitted = (): never => {
	throw new Error('assertion failed: a code that is no pass was admitted');
};
