import { unreachable } from '../base/assert.ts';
import type { NotAdmitted, Verdict } from '../domain/admission.ts';
import type { Meeting } from '../domain/catalogue.ts';
import { opensAt } from '../domain/check-in-window.ts';
import { partFor } from '../domain/policy-for.ts';
import { inLanguage, type Language } from '../domain/text.ts';
import { visitDate } from '../domain/visits.ts';
import { comingsWords } from './comings.ts';
import { floorName, placeName } from './floors.ts';
import { words } from './index.ts';
import { formatTime } from './time.ts';
import type { Tone, VerdictSetting, VerdictWords } from './verdict-words.ts';
import { addressLine, visitWords } from './visit-verdict.ts';

export type { Tone, VerdictSetting, VerdictWords } from './verdict-words.ts';

/** A verdict in words: first what to do, then why. */
export function verdictWords(verdict: Verdict, setting: VerdictSetting): VerdictWords {
	const text = words(setting.language).verdict;
	const kicker = text.kicker[verdict.outcome];
	switch (verdict.outcome) {
		case 'admitted':
			if (isVisit(verdict.meeting)) {
				const said = visitWords(verdict.meeting, null, setting);
				return { ...said, kicker: comingsWords(setting.language).visit.kicker, tone: 'welcome' };
			}
			return {
				kicker,
				title: wayTo(verdict.meeting.room, setting.language),
				next: text.starts(...courseAndTime(verdict.meeting, setting)),
				notes: [
					...addressLine(verdict.meeting.room, setting.language),
					...(verdict.back ? [text.back] : []),
					...(verdict.party ? [text.party(verdict.party)] : []),
					...verdict.flags.map((flag) => text.flag[flag]).filter((note) => note !== null),
				],
				tone: 'welcome',
				room: verdict.meeting.room,
				leads: true,
			};
		case 'already-in':
			if (isVisit(verdict.meeting))
				return { ...visitWords(verdict.meeting, verdict.at, setting), kicker, tone: 'settled' };
			return {
				kicker,
				title: wayTo(verdict.meeting.room, setting.language),
				next: text.already(formatTime(verdict.at, setting.zone)),
				notes: [text.course(...courseAndTime(verdict.meeting, setting))],
				tone: 'settled',
				room: verdict.meeting.room,
				leads: true,
			};
		case 'ask-desk':
		case 'refused':
			return { kicker, ...refusalWords(verdict, setting) };
		default:
			return unreachable(verdict);
	}
}

function refusalWords(verdict: NotAdmitted, setting: VerdictSetting): Omit<VerdictWords, 'kicker'> {
	const { language, zone, opensBefore } = setting;
	const text = words(language).verdict;
	const { title, next } = text.reason[verdict.reason];
	const { meeting } = verdict;
	const named = meeting
		? [text.course(...courseAndTime(meeting, setting)), ...addressLine(meeting.room, language)]
		: [];
	const waits = verdict.reason === 'too-early';
	const tone: Tone = verdict.outcome === 'ask-desk' || waits ? 'attention' : 'refused';
	if (waits && meeting) {
		const opens = opensAt(meeting, { opensBefore: partFor(meeting).opensBefore ?? opensBefore });
		return {
			title: text.waitUntil(formatTime(opens, zone)),
			next,
			notes: named,
			tone,
			room: meeting.room,
			leads: false,
		};
	}
	if ((verdict.reason === 'other-class' || verdict.reason === 'wrong-room') && meeting) {
		const place = wayTo(meeting.room, language);
		return { title: place, next: title, notes: named, tone: 'attention', room: meeting.room, leads: true };
	}
	if (verdict.reason === 'cancelled' && meeting?.session.reason)
		named.push(inLanguage(meeting.session.reason, language));
	if (verdict.say) named.push(inLanguage(verdict.say, language));
	return { title, next, notes: named, tone, room: null, leads: false };
}

const isVisit = ({ session }: Meeting): boolean => visitDate(session.id) !== null;

/** Floor and door number, which people look for; the room's name is on the plate beside it. */
function wayTo(room: Meeting['room'], language: Language): string {
	const { goTo, goToRoom } = words(language).verdict;
	return room.number && !room.offsite
		? goToRoom(floorName(room.floor, language), room.number)
		: goTo(placeName(room, language));
}

/** The name of the class and when it begins. */
export const courseAndTime = (meeting: Meeting, { language, zone }: VerdictSetting): [string, string] => [
	inLanguage(meeting.course.name, language),
	formatTime(meeting.session.startsAt, zone),
];
