import type { VenueId } from '../../base/id.ts';
import { meetingOf, type Catalogue, type Meeting } from '../../domain/catalogue.ts';
import { catalogueOf, catalogueRows } from '../catalogue.ts';
import { editionOf } from '../own-meetings.ts';
import type { HubStorage } from '../storage/port.ts';

/** What a venue has on, for other programs to read: the same that stands on its board. */
export interface VenueSchedule {
	readonly catalogue: Catalogue;
	/** By start. */
	readonly meetings: readonly Meeting[];
	/** Grows with each change of what is told of a meeting. */
	readonly editionOf: (meeting: Meeting) => number;
}

/** Which part of it; null: all. */
export interface Part {
	readonly programme: string | null;
	readonly room: string | null;
	/** Instants between which a meeting lies, in part. */
	readonly from: number;
	readonly to: number;
}

export const ALL: Part = { programme: null, room: null, from: 0, to: Infinity };

/** Null where there is no such venue. */
export async function readVenueSchedule(
	storage: HubStorage,
	venueId: VenueId,
	part: Part = ALL,
): Promise<VenueSchedule | null> {
	const rows = await storage.read((tx) => catalogueRows(tx, venueId));
	const catalogue = catalogueOf(rows);
	if (!catalogue) return null;
	const revs = new Map(rows.map(({ kind, id, rev }) => [`${kind} ${id}`, rev]));
	const meetings = [...catalogue.sessions.values()]
		.filter(({ startsAt, endsAt }) => endsAt > part.from && startsAt < part.to)
		.flatMap(({ id }) => meetingOf(catalogue, id) ?? [])
		.filter((meeting) => isIn(meeting, part))
		.sort((a, b) => a.session.startsAt - b.session.startsAt || (a.session.id < b.session.id ? -1 : 1));
	return { catalogue, meetings, editionOf: (meeting) => editionOf(meeting, venueId, revs) };
}

const isIn = ({ programme, room }: Meeting, part: Part): boolean =>
	(part.programme === null || programme.id === part.programme) &&
	(part.room === null || room.id === part.room);
