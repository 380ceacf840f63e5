import type { SessionId } from '$lib/base/id.ts';
import { boardOf, type BoardRow } from '$lib/domain/schedule.ts';
import { inLanguage } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import { roomWords } from '../day-view.server.ts';
import type { Setting } from './desk-view.server.ts';

/** One session of the day on the strip. */
export interface StripItem {
	readonly id: SessionId;
	readonly from: string;
	readonly to: string;
	readonly course: string;
	readonly room: string;
	readonly tint: string;
	readonly state: 'now' | 'open' | 'ahead' | 'over' | 'cancelled';
	readonly present: number;
	readonly enrolled: number;
}

const stateOf = ({ meeting, phase, open }: BoardRow): StripItem['state'] => {
	if (meeting.session.status === 'cancelled') return 'cancelled';
	if (phase === 'now' || phase === 'over') return phase;
	return open ? 'open' : 'ahead';
};

const RANK = { now: 0, open: 1, ahead: 2, over: 3, cancelled: 4 };

/** Today's sessions: what is on comes first, what is over last. */
export function stripOf({ catalogue, lang, now }: Setting): StripItem[] {
	const { zone } = catalogue.venue;
	return boardOf(catalogue, now)
		.map((row) => {
			const { session, course, room, programme, tally } = row.meeting;
			return {
				...{ id: session.id, tint: programme.tint, state: stateOf(row) },
				...{ from: localTime(session.startsAt, zone), to: localTime(session.endsAt, zone) },
				...{ course: inLanguage(course.name, lang), room: roomWords(room, lang) },
				...{ present: tally.present, enrolled: tally.enrolled },
			};
		})
		.sort((a, b) => RANK[a.state] - RANK[b.state]);
}
