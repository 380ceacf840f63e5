import { toHex } from '../base/bytes.ts';
import { asId, type EmergencyId, type NoticeId, type VenueId } from '../base/id.ts';
import { err, ok } from '../base/result.ts';
import { isOver, type Emergency } from '../domain/emergency.ts';
import type { Notice } from '../domain/notice.ts';
import { parseBody } from '../sync/records.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { publishedEmergency } from './emergency-effects.ts';
import type { NoticeService } from './notice-shapes.ts';
import { checkedChange } from './records.ts';
import type { Staff } from './who.ts';
import type { Tx } from './storage/port.ts';

/** What is over is kept for staff to look at, and told to devices: a kiosk that was away may still show it. */
export const KEPT_FOR = 7 * 86_400_000;
/** More than anybody reads. */
const MOST_NOTICES = 200;
const MINUTE = 60_000;

export function noticeService(context: Context): NoticeService {
	const { clock, random, storage } = context;
	return {
		list: (venueId) =>
			storage.read(async (tx) => {
				const since = clock.now() - KEPT_FOR;
				return (await noticesOf(tx, venueId))
					.filter(({ until }) => until > since)
					.sort((a, b) => b.from - a.from || (a.id < b.id ? -1 : 1));
			}),
		put: (by, venueId, notice, id) =>
			storage.write(venueId, async (tx) => {
				const before = id ? await noticeOf(tx, venueId, id) : null;
				if (id && !before) return err('no-such-notice');
				if (before && before.until <= clock.now()) return err('over-already');
				if (notice.until <= notice.from || notice.until <= clock.now()) return err('ends-before-it-begins');
				if (!before && (await noticesOf(tx, venueId)).length >= MOST_NOTICES) return err('too-many');
				const after: Notice = { ...notice, id: id ?? asId<NoticeId>(toHex(random.bytes(8))) };
				await tx.records.put(venueId, [checkedChange({ kind: 'notice', id: after.id, body: after })]);
				const action = before ? 'notice-changed' : 'notice-put-up';
				await note(tx, context, by, venueId, action, `notice:${after.id}`, { before, after });
				return ok(after);
			}),
		end: (by, venueId, id) =>
			storage.write(venueId, async (tx) => {
				const [notice, now] = [await noticeOf(tx, venueId, id), clock.now()];
				if (!notice) return err('no-such-notice');
				if (notice.until <= now) return err('over-already');
				const after = notice.from < now ? { ...notice, until: now } : null;
				await tx.records.put(venueId, [checkedChange({ kind: 'notice', id, body: after })]);
				await note(tx, context, by, venueId, 'notice-ended', `notice:${id}`, { title: notice.title });
				return ok(null);
			}),
		emergencies: (venueId) =>
			storage.read(async (tx) => {
				const all = bodies(await tx.records.ofKinds(venueId, ['emergency']), 'emergency');
				return all.map(([, emergency]) => emergency).sort((a, b) => b.from - a.from);
			}),
		raise: (by, venueId, { what, text, checkIn, minutes }) =>
			storage.write(venueId, async (tx) => {
				const from = clock.now();
				const emergency: Emergency = {
					...{ id: asId<EmergencyId>(toHex(random.bytes(8))), what, checkIn, from },
					...{ until: from + minutes * MINUTE, ...(text && { text }) },
				};
				await tell(tx, venueId, emergency);
				const about = { what, checkIn, minutes, ...(text && { text }) };
				await note(tx, context, by, venueId, 'emergency-raised', `emergency:${emergency.id}`, about);
				return emergency;
			}),
		endEmergency: (by, venueId, id) =>
			storage.write(venueId, async (tx) => {
				const [emergency, now] = [await publishedEmergency(tx, venueId, id), clock.now()];
				if (!emergency) return err('no-such-emergency');
				if (isOver(emergency, now)) return err('over-already');
				await tell(tx, venueId, { ...emergency, endedAt: now });
				const { what } = emergency;
				await note(tx, context, by, venueId, 'emergency-ended', `emergency:${id}`, { what });
				return ok(null);
			}),
	};
}

const tell = (tx: Tx, venueId: VenueId, body: Emergency): Promise<number | null> =>
	tx.records.put(venueId, [checkedChange({ kind: 'emergency', id: body.id, body })]);

const noticesOf = async (tx: Tx, venueId: VenueId): Promise<Notice[]> =>
	bodies(await tx.records.ofKinds(venueId, ['notice']), 'notice').map(([, notice]) => notice);

async function noticeOf(tx: Tx, venueId: VenueId, id: NoticeId): Promise<Notice | null> {
	const body = await tx.records.body(venueId, 'notice', id);
	return body === null ? null : parseBody('notice', JSON.parse(body));
}

/** The emergency messages and notices that nobody needs any more are taken back from devices. */
export async function forgetOldNotices(tx: Tx, venueId: VenueId, now: number): Promise<void> {
	const rows = await tx.records.ofKinds(venueId, ['notice', 'emergency']);
	const told = [...bodies(rows, 'notice'), ...bodies(rows, 'emergency')];
	const gone = new Set(told.filter(([, { until }]) => until < now - KEPT_FOR).map(([id]) => id));
	const old = rows.filter(({ id }) => gone.has(id));
	if (old.length > 0)
		await tx.records.put(
			venueId,
			old.map(({ kind, id }) => ({ kind: kind as 'notice' | 'emergency', id, body: null })),
		);
}

const note = (
	tx: Tx,
	{ clock }: Context,
	by: Staff,
	venueId: VenueId,
	action: string,
	subject: string,
	detail: object,
): Promise<void> =>
	tx.audit.append({
		...{ at: clock.now(), venueId, actor: `staff:${by.id}`, action, subject },
		detail: JSON.stringify({ by: by.name, ...detail }),
	});
