import { asId, type DeviceId, type MemberId, type SessionId, type VenueId } from '../base/id.ts';
import { toHex } from '../base/bytes.ts';
import { err, ok } from '../base/result.ts';
import { dayKey, judgeSessionCode, stepDate, type SessionCode } from '../domain/session-code.ts';
import type { Context } from './context.ts';
import type { SessionCodeService } from './hub.ts';
import { guestName } from './guests.ts';
import { admitByPhone, type PhoneVisitor } from './phone-check-in.ts';
import { vouch, vouched } from './token.ts';

const TICKET_MS = 10 * 60_000;
/** A code is on its way for a moment: camera, network, the page. */
const ON_ITS_WAY = 4_000;
/** A screen that is cut off drifts: 100 parts in a million, as the kiosk reckons itself; five minutes at most. */
const DRIFT = 1e-4;
const MOST_TOLERANCE = 5 * 60_000;
/** More people than this on one ticket (a family, a class's helper) is flagged, never blocked; each hub process counts its own. */
const PEOPLE_PER_TICKET = 5;
/** Far beyond any real step, and far below where dates end. */
const STEP = /^\d{1,10}$/;

/** Whom one ticket has let in. */
interface Holder {
	readonly members: Set<MemberId>;
	/** By the name they gave. */
	readonly guests: Map<string, MemberId>;
	readonly until: number;
	/** One after the other: a button that was pressed twice is one person. */
	last: Promise<unknown>;
}

const sameName = (given: string): string => guestName(given) ?? '';

function visitorOf(who: Parameters<SessionCodeService['checkIn']>[1], { guests }: Holder): PhoneVisitor {
	if (typeof who === 'string') return { pass: who };
	return 'name' in who ? { name: who.name, known: guests.get(sameName(who.name)) ?? null } : who;
}

export function sessionCodeService(context: Context): SessionCodeService {
	const { clock, random, storage, keyring } = context;
	const ticketKey = keyring.purpose('ticket');
	const holders = new Map<string, Holder>();

	const holderOf = (ticket: string, now: number): Holder => {
		for (const [key, { until }] of holders) if (until <= now) holders.delete(key);
		const holder = holders.get(ticket) ?? {
			members: new Set(),
			guests: new Map(),
			until: now + TICKET_MS,
			last: Promise.resolve(),
		};
		holders.set(ticket, holder);
		return holder;
	};

	return {
		async open({ s, d, t, c }) {
			if (!STEP.test(t)) return err('forged');
			const code: SessionCode = {
				sessionId: asId<SessionId>(s),
				deviceId: asId<DeviceId>(d),
				step: Number(t),
			};
			const device = await storage.read((tx) => tx.devices.get(code.deviceId));
			if (!device || device.revokedAt !== null) return err('forged');
			const now = clock.now();
			const apart = now - (device.lastSeenAt ?? device.pairedAt);
			const tolerance = Math.min(MOST_TOLERANCE, ON_ITS_WAY + Math.ceil(Math.max(0, apart) * DRIFT));
			const key = dayKey(keyring.deviceRoot(code.deviceId), stepDate(code.step));
			const judged = judgeSessionCode(code, c, key, now, tolerance);
			if (judged !== 'good') return err(judged);
			const { venueId } = device;
			const nonce = toHex(random.bytes(8));
			const ticket = vouch(ticketKey, `${venueId} ${s} ${now + TICKET_MS} ${nonce}`);
			return ok({ ticket, venueId, sessionId: code.sessionId });
		},
		async checkIn(ticket, who) {
			const [venue, session, expiresAt] = (vouched(ticketKey, ticket) ?? '').split(' ');
			if (!venue || !session || !(Number(expiresAt) > clock.now())) return err('stale-ticket');
			const venueId = asId<VenueId>(venue);
			const sessionId = asId<SessionId>(session);
			const holder = holderOf(ticket, clock.now());
			const checkIn = holder.last.then(async () => {
				const done = await storage.write(venueId, (tx) =>
					admitByPhone(tx, context, { venueId, sessionId }, visitorOf(who, holder), (memberId) =>
						holder.members.add(memberId).size > PEOPLE_PER_TICKET ? ['shared-ticket'] : [],
					),
				);
				if (!done.ok) return done;
				const { memberId, ...answer } = done.value;
				if (memberId && typeof who !== 'string' && 'name' in who)
					holder.guests.set(sameName(who.name), memberId);
				return ok(answer);
			});
			holder.last = checkIn.catch(() => undefined);
			return checkIn;
		},
	};
}
