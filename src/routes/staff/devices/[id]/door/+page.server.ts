import { error, fail, type RequestEvent } from '@sveltejs/kit';
import { asId, type RoomId, type SessionId } from '$lib/base/id.ts';
import { meetingOf, type Catalogue } from '$lib/domain/catalogue.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { localTime } from '$lib/domain/venue-time.ts';
import type { DeviceDoor } from '$lib/server/device-door.ts';
import { dateWords, roomWords } from '../../../day-view.server.ts';
import { openDesk } from '../../../desk.server.ts';
import { formText } from '../../../form-text.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Sessions that can be chosen: of the coming days, so that a machine can be set before it is taken along. */
const AHEAD_MS = 14 * 86_400_000;

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue, device } = await deviceHere(event, event.params.id);
	const { lang } = await event.parent();
	const door = (await hub.devices.doors(venueId)).get(device.id) ?? null;
	return {
		name: device.name,
		chosen: valueOf(door),
		rooms: [...catalogue.rooms.values()].map((room) => ({
			value: valueOf({ room: room.id }),
			name: roomWords(room, lang),
		})),
		sessions: sessionsAhead(catalogue, hub.clock.now(), lang),
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { hub, staff, venueId, device } = await deviceHere(event, event.params.id);
		const door = doorFrom((await formText(event, 'door')).door);
		if (door === undefined) return fail(400, { fault: 'no-such-door' as const });
		const done = await hub.devices.setDoor(venueId, device.id, door, staff);
		return done.ok ? { saved: true } : fail(400, { fault: done.error });
	},
};

function sessionsAhead(catalogue: Catalogue, now: number, lang: Language) {
	const { zone } = catalogue.venue;
	return [...catalogue.sessions.values()]
		.filter((one) => one.status === 'scheduled' && one.endsAt > now && one.startsAt < now + AHEAD_MS)
		.sort((a, b) => a.startsAt - b.startsAt)
		.flatMap(({ id, startsAt }) => {
			const meeting = meetingOf(catalogue, id);
			const when = `${dateWords(startsAt, zone, lang)} ${localTime(startsAt, zone)}`;
			return meeting
				? [{ value: valueOf({ session: id }), name: `${when} ${inLanguage(meeting.course.name, lang)}` }]
				: [];
		});
}

/** As the form says it: `room/ID`, `session/ID`, or nothing for the whole house. */
function valueOf(door: DeviceDoor): string {
	if (!door) return '';
	return 'room' in door ? `room/${door.room}` : `session/${door.session}`;
}

function doorFrom(value: string): DeviceDoor | undefined {
	const [kind, id = '', ...rest] = value.split('/');
	if (value === '') return null;
	if (rest.length > 0 || !/^[a-z0-9-]{1,64}$/.test(id)) return undefined;
	if (kind === 'room') return { room: asId<RoomId>(id) };
	return kind === 'session' ? { session: asId<SessionId>(id) } : undefined;
}

/** Only devices of the venue whose desk this is can be named. */
async function deviceHere(event: RequestEvent, id: string) {
	const { hub, staff, venueId, catalogue } = await openDesk(event, 'manageDevices');
	const device = (await hub.devices.list(venueId)).find((one) => one.id === id && one.revokedAt === null);
	if (!device) error(404, 'no such device at this venue');
	return { hub, staff, venueId, catalogue, device };
}
