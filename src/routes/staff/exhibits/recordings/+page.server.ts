import { fail, redirect } from '@sveltejs/kit';
import { asId, type RecordingId } from '$lib/base/id.ts';
import { localDate, localTime } from '$lib/domain/venue-time.ts';
import type { RecordingRow } from '$lib/server/storage/recording-port.ts';
import { may } from '../../access.ts';
import { openDesk, type Desk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';
import { toldIn } from './told-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

const DAY = 86_400_000;
const HERE = '/staff/exhibits/recordings';

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'hearRecordings');
	const { hub, venueId, staff, catalogue } = desk;
	const { waiting, count, decided } = await hub.recordings.queue(venueId);
	const devices = new Map((await hub.devices.list(venueId)).map(({ id, name }) => [id, name]));
	const now = hub.clock.now();
	const setting = catalogue.venue.exhibition?.recordings;
	return {
		...{ count, on: setting !== undefined, keepDays: setting?.keepDays ?? 30 },
		sets: may(staff.role, 'editCatalogue'),
		waiting: waiting.map((row) => ({
			...{ id: row.recordingId, seconds: Math.round(row.millis / 1000), language: row.language },
			...{ told: toldAt(row.at, desk), where: devices.get(row.deviceId) ?? null },
			daysLeft: Math.max(0, Math.ceil((row.dueAt - now) / DAY)),
		})),
		decided: await Promise.all(decided.map((row) => decidedLine(row, desk))),
		done: event.url.searchParams.get('done'),
	};
};

const toldAt = (at: number, { catalogue }: Desk): string => {
	const { zone } = catalogue.venue;
	return `${localDate(at, zone)} ${localTime(at, zone)}`;
};

/** What became of one, for colleagues: nothing of what was said. */
async function decidedLine(row: RecordingRow, desk: Desk) {
	const key = row.state === 'adopted' && row.detail ? ({ kind: 'story', id: row.detail } as const) : null;
	const titles = key ? await desk.hub.exhibition.titles(desk.venueId, [key]) : null;
	return {
		...{ id: row.recordingId, state: row.state, told: toldAt(row.at, desk) },
		...{
			decided: toldAt(row.decidedAt ?? row.at, desk),
			reason: row.state === 'refused' ? row.detail : null,
		},
		story: key && { id: key.id, title: titles?.get(`story ${key.id}`) ?? key.id },
	};
}

export const actions: Actions = {
	adopt: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'hearRecordings');
		const typed = await formText(event, 'id', 'title', 'teller', 'summary', 'transcript');
		const story = toldIn(typed);
		if (!story.ok) return fail(400, { id: typed.id, typed, missing: story.error });
		const done = await hub.recordings.adopt(staff, venueId, asId<RecordingId>(typed.id), story.value);
		if (!done.ok) return fail(409, { id: typed.id, typed, fault: done.error });
		redirect(303, `/staff/exhibits/story/${done.value.id}?done=save`);
	},
	refuse: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'hearRecordings');
		const { id, reason } = await formText(event, 'id', 'reason');
		const done = await hub.recordings.refuse(staff, venueId, asId<RecordingId>(id), reason);
		if (!done.ok) return fail(409, { id, fault: done.error });
		redirect(303, `${HERE}?done=refused`);
	},
	setting: async (event) => {
		const { hub, venueId, staff, catalogue } = await openDesk(event, 'editCatalogue');
		const { on, keepDays } = await formText(event, 'on', 'keepDays');
		const days = /^\d{1,3}$/.test(keepDays.trim()) ? Number(keepDays) : 0;
		if (days < 1 || days > 365) return fail(400, { fault: 'bad-days' as const });
		const { recordings: _before, ...others } = catalogue.venue.exhibition ?? {};
		const exhibition = { ...others, ...(on ? { recordings: { keepDays: days } } : {}) };
		const done = await hub.catalogueEdits.put(staff, venueId, 'venue', venueId, { exhibition });
		if (!done.ok) return fail(409, { fault: 'bad-days' as const });
		redirect(303, `${HERE}?done=${on ? 'on' : 'off'}`);
	},
};
