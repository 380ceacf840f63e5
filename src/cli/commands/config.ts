import { readFileSync } from 'node:fs';
import type { Hub } from '../../lib/server/hub.ts';
import { makeLog } from '../../lib/server/log.ts';
import { checkVenueConfig, type VenueConfig } from '../../lib/server/venue-config.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { configOrFail, hubOrFail } from '../open.ts';

export const config = command(
	{
		name: 'config',
		usage: 'check|apply FILE',
		summary: 'checks a venue’s configuration, or puts it on the hub',
		help: [
			'check  names every field that is wrong; exit code 1 where anything is',
			'apply  checks, then adds the venue or brings it and its rooms up to date; kiosks hear of it at once.',
			'       On an empty DATA_DIR this makes a hub with your venue, and the demo is never loaded.',
			'kiosk-config/venue.example.json is one to start from.',
		],
		options: {},
		words: { min: 2, max: 2 },
	},
	async (_, [verb, file = '']) => {
		if (verb !== 'check' && verb !== 'apply')
			fail(`“config ${verb}” is not known; it is “config check FILE” or “config apply FILE”`);
		const checked = checkVenueConfig(read(file));
		if (!checked.ok) {
			for (const { field, problem, hint } of checked.error)
				console.error(`${file}: ${field ? `${field}: ` : ''}${problem}\n    → ${hint}`);
			return 1;
		}
		const { venue, rooms } = checked.value;
		if (verb === 'apply') await apply(checked.value);
		console.log(
			`${file}: ${verb === 'apply' ? 'applied' : 'good'} (${venue.name.zh}, ${rooms.length} rooms)`,
		);
		return 0;
	},
);

async function apply(wanted: VenueConfig): Promise<void> {
	const hub = await hubOrFail(configOrFail(process.env), makeLog('warn'));
	try {
		await publish(hub, wanted);
	} finally {
		await hub.close();
	}
}

/** Rooms that the file no longer names are taken back, unless a session still meets there. */
async function publish(hub: Hub, { venue, rooms }: VenueConfig): Promise<void> {
	const known = await hub.records.catalogue(venue.id);
	const gone = [...(known?.rooms.keys() ?? [])].filter((id) => !rooms.some((room) => room.id === id));
	const used = new Set([...(known?.sessions.values() ?? [])].map((session) => session.roomId));
	const needed = gone.filter((id) => used.has(id));
	if (needed.length > 0)
		fail(`sessions still meet in ${needed.join(', ')}: keep these rooms, or move the sessions first`);
	await hub.records.publish(venue.id, [{ kind: 'venue', id: venue.id, body: venue }]);
	await hub.records.publish(
		venue.id,
		rooms.map((room) => ({ kind: 'room' as const, id: room.id, body: room })),
	);
	await hub.records.publish(
		venue.id,
		gone.map((id) => ({ kind: 'room' as const, id, body: null })),
	);
}

function read(file: string): string {
	try {
		return readFileSync(givenPath(file), 'utf8');
	} catch (error) {
		return fail(`${file} cannot be read: ${reasonOf(error)}`);
	}
}
