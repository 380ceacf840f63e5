import { toHex, utf8 } from '../../../base/bytes.ts';
import { sha256 } from '../../../base/digest.ts';
import type { Meeting } from '../../../domain/catalogue.ts';
import { localDate, localTime } from '../../../domain/venue-time.ts';
import { escapeXml } from '../../tables/write-xlsx.ts';
import { ownRecords, type OwnRecords } from '../own-records.ts';
import type { VenueSchedule } from '../venue-schedule.ts';

/** c3 schedule v1 (c3voc.de/schedule/schema.json) and its XML twin: a venue as a conference, a class's meeting as an event. */

interface Talk {
	readonly id: number;
	readonly guid: string;
	readonly meeting: Meeting;
	readonly own: OwnRecords;
}

const MINUTE = 60_000;

/** UUIDs (version 8) that the same session always gets. */
function guidOf(venueId: string, sessionId: string): string {
	const hex = toHex(sha256(utf8(`${venueId}/${sessionId}`))).slice(0, 32);
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

const pad = (value: number): string => String(value).padStart(2, '0');

function lengthOf({ session: { startsAt, endsAt } }: Meeting): string {
	const minutes = Math.max(1, Math.round((endsAt - startsAt) / MINUTE));
	return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

const withOffset = (at: number, zone: string): string =>
	Temporal.Instant.fromEpochMilliseconds(at)
		.toZonedDateTimeISO(zone)
		.toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** Days with their rooms, in order, and each room's events by start. */
function daysOf({ catalogue, meetings }: VenueSchedule) {
	const { venue, offerings } = catalogue;
	const talks = meetings.map((meeting, n): Talk => ({
		...{ id: n + 1, guid: guidOf(venue.id, meeting.session.id), meeting },
		own: ownRecords(meeting, offerings.get(meeting.session.offeringId)!),
	}));
	const byDay = Map.groupBy(talks, ({ meeting }) => localDate(meeting.session.startsAt, venue.zone));
	return [...byDay].map(([date, those], n) => ({
		...{ index: n + 1, date },
		start: withOffset(Math.min(...those.map((talk) => talk.meeting.session.startsAt)), venue.zone),
		end: withOffset(Math.max(...those.map((talk) => talk.meeting.session.endsAt)), venue.zone),
		rooms: Map.groupBy(those, ({ meeting }) => roomName(meeting)),
	}));
}

const roomName = ({ room }: Meeting): string =>
	room.number ? `${room.number} ${room.name.zh}` : room.name.zh;

export function scheduleJson(schedule: VenueSchedule, version: string, origin: string): string {
	const { venue, rooms, programmes } = schedule.catalogue;
	const days = daysOf(schedule);
	const { zone } = venue;
	const event = ({ id, guid, meeting, own }: Talk) => ({
		...{ id, guid, code: meeting.session.id, slug: `${venue.id}-${meeting.session.id}`, url: `${origin}/` },
		date: withOffset(meeting.session.startsAt, zone),
		...{ start: localTime(meeting.session.startsAt, zone), duration: lengthOf(meeting) },
		...{ room: roomName(meeting), title: meeting.course.name.zh, subtitle: meeting.offering.name.zh },
		...{ track: meeting.programme.name.zh, type: 'class', language: 'zh', status: meeting.session.status },
		...{
			abstract: meeting.course.summary?.zh ?? '',
			description: meeting.session.reason?.zh ?? '',
			logo: null,
		},
		persons: [
			{ id: 1, name: meeting.offering.teacher.name.zh, public_name: meeting.offering.teacher.name.zh },
		],
		...{ links: [], attachments: [], do_not_record: true, recording_license: '', x_gongzhan: own },
	});
	return JSON.stringify({
		$schema: 'https://c3voc.de/schedule/schema.json',
		generator: { name: 'gongzhan', version },
		schedule: {
			...{
				version: days.at(-1)?.date ?? '',
				base_url: `${origin}/`,
				url: `${origin}/schedule/${venue.id}/schedule.json`,
			},
			conference: {
				...{
					acronym: venue.id,
					title: venue.name.zh,
					start: days[0]?.date ?? '',
					end: days.at(-1)?.date ?? '',
				},
				...{ daysCount: days.length, timeslot_duration: '00:05', time_zone_name: zone, url: `${origin}/` },
				rooms: [...rooms.values()].map(({ name, number, seats }) => ({
					name: number ? `${number} ${name.zh}` : name.zh,
					...(seats ? { capacity: seats } : {}),
				})),
				tracks: [...programmes.values()].map(({ id, name }) => ({ name: name.zh, slug: id })),
				days: days.map((day) => ({
					...{ index: day.index, date: day.date, day_start: day.start, day_end: day.end },
					rooms: Object.fromEntries([...day.rooms].map(([room, talks]) => [room, talks.map(event)])),
				})),
			},
		},
	});
}

export function scheduleXml(schedule: VenueSchedule, version: string, origin: string): string {
	const { venue } = schedule.catalogue;
	const { zone } = venue;
	const days = daysOf(schedule);
	const tag = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;
	const event = ({ id, guid, meeting, own }: Talk): string =>
		[
			`<event id="${id}" guid="${guid}">`,
			tag('date', withOffset(meeting.session.startsAt, zone)),
			tag('start', localTime(meeting.session.startsAt, zone)),
			tag('duration', lengthOf(meeting)),
			tag('room', roomName(meeting)),
			tag('slug', `${venue.id}-${meeting.session.id}`),
			tag('url', `${origin}/`),
			tag('title', meeting.course.name.zh),
			tag('subtitle', meeting.offering.name.zh),
			tag('track', meeting.programme.name.zh),
			'<type>class</type><language>zh</language>',
			tag('abstract', meeting.course.summary?.zh ?? ''),
			tag('description', meeting.session.reason?.zh ?? ''),
			tag('status', meeting.session.status),
			`<persons><person id="1">${escapeXml(meeting.offering.teacher.name.zh)}</person></persons>`,
			'<links/><attachments/>',
			tag('gz:records', JSON.stringify(own)),
			'</event>',
		].join('');
	const lines = days.map(
		(day) =>
			`<day index="${day.index}" date="${day.date}" start="${day.start}" end="${day.end}">${[...day.rooms]
				.map(([room, talks]) => `<room name="${escapeXml(room)}">${talks.map(event).join('\n')}</room>`)
				.join('\n')}</day>`,
	);
	return `<?xml version="1.0" encoding="UTF-8"?>
<schedule xmlns:gz="urn:gongzhan">
<generator name="gongzhan" version="${escapeXml(version)}"/>
${tag('version', days.at(-1)?.date ?? '')}
<conference>${tag('acronym', venue.id)}${tag('title', venue.name.zh)}${tag('start', days[0]?.date ?? '')}${tag('end', days.at(-1)?.date ?? '')}<days>${days.length}</days><timeslot_duration>00:05</timeslot_duration>${tag('base_url', `${origin}/`)}${tag('time_zone_name', zone)}</conference>
${lines.join('\n')}
</schedule>
`;
}
