import * as v from 'valibot';
import type { DeviceId, MemberId, OutboxId, SessionId } from '$lib/base/id.ts';
import { hexId, slug } from '$lib/domain/shapes.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';

/** What the page's two forms can say. Anything else was made by hand and decides nothing. */

const words = [staffWords('zh').inbox, staffWords('en').inbox];
const reason = v.pipe(v.string(), v.trim());
const VERDICTS = ['counted', 'set-aside'] as const;
/** Of the buttons of a form, the one that was not pressed says nothing. */
const unpressed = v.literal('');

export const SettleSchema = v.object({
	session: slug<SessionId>(),
	member: hexId<MemberId>(8),
	/** Told back in the answer, never kept. */
	name: v.pipe(v.string(), v.maxLength(200)),
	saw: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{32}\.\d{1,15}(?: (?=\S)|$))*$/)),
	verdict: v.picklist(['keep', 'present', 'absent']),
	reason,
	kept: v.picklist(words.map((inbox) => inbox.kept)),
});

const about = {
	device: hexId<DeviceId>(8),
	outbox: hexId<OutboxId>(16),
	until: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
	reason,
	counted: v.picklist(words.map((inbox) => inbox.counted)),
};

/** `verdict seq.hash` */
const one = v.pipe(
	v.string(),
	v.regex(/^(?:counted|set-aside) \d{1,15}\.[0-9a-f]{64}$/),
	v.transform((pressed) => {
		const [verdict, seq, hash] = pressed.split(/[ .]/);
		return { verdict: verdict as (typeof VERDICTS)[number], key: { seq: Number(seq), hash: hash! } };
	}),
);

export const ApartSchema = v.union([
	v.object({ ...about, one, all: unpressed }),
	v.object({ ...about, one: unpressed, all: v.picklist(VERDICTS) }),
]);
