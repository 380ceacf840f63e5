import type { MemberId, SessionId, StaffId, VenueId } from '../base/id.ts';
import type { Context } from './context.ts';
import type { DeskAct } from './desk-service.ts';
import type { Staff } from './hub.ts';
import type { AuditLine, Tx } from './storage/port.ts';

/** What the audit keeps of the desk: who, when, about whom, without a name. */
export const DESK_ACTIONS = [
	'desk-check-in',
	'desk-override',
	'desk-check-out',
	'desk-undo',
	'desk-guest',
	'desk-phone-shown',
	'desk-pass-printed',
	'desk-claim-given',
	'desk-refused',
	'desk-sheet-entered',
] as const;
export type DeskAction = (typeof DESK_ACTIONS)[number];

interface About {
	readonly memberId?: MemberId;
	readonly sessionId?: SessionId;
	readonly reason?: string;
	/** How many people at once. */
	readonly count?: number;
}

export function noteAct(
	tx: Tx,
	{ clock }: Pick<Context, 'clock'>,
	by: Staff,
	venueId: VenueId,
	action: DeskAction,
	{ memberId, sessionId, reason, count }: About,
): Promise<void> {
	return tx.audit.append({
		...{ at: clock.now(), venueId, actor: `staff:${by.id}`, action },
		subject: memberId ? `member:${memberId}` : `session:${sessionId}`,
		detail: JSON.stringify({ session: sessionId, reason, count }),
	});
}

/** So many lines of others may stand between. */
const LOOKED_THROUGH = 20;

export async function actsAt(tx: Tx, venueId: VenueId, limit: number): Promise<DeskAct[]> {
	const lines = await tx.audit.latest(venueId, limit * LOOKED_THROUGH);
	const own = lines.filter(({ action }) => (DESK_ACTIONS as readonly string[]).includes(action));
	const acts: DeskAct[] = [];
	for (const line of own.slice(0, limit)) acts.push(await told(tx, line));
	return acts;
}

async function told(tx: Tx, { at, action, actor, subject, detail }: AuditLine): Promise<DeskAct> {
	const said = JSON.parse(detail ?? '{}') as { session?: string; reason?: string; count?: number };
	const [kind, id = ''] = subject.split(':');
	return {
		...{ at, action },
		staff: (await tx.staff.get(actor.split(':')[1] as StaffId))?.name ?? null,
		name: kind === 'member' ? ((await tx.people.member(id as MemberId))?.name ?? null) : null,
		sessionId: said.session ?? null,
		reason: said.reason ?? null,
		count: said.count ?? null,
	};
}
