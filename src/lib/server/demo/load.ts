import type { VenueId } from '../../base/id.ts';
import { assert } from '../../base/assert.ts';
import { localDate } from '../../domain/venue-time.ts';
import type { RecordBody, RecordKind } from '../../sync/records.ts';
import type { Loaded } from '../exhibition/shapes.ts';
import type { Hub } from '../hub.ts';
import { importPeople } from '../people.ts';
import { DEMO } from './content.ts';
import { addDoubts } from './doubts.ts';
import { DEMO_EXHIBITION } from './exhibition.ts';
import { demoPeople } from './members.ts';
import { addQueues } from './queues.ts';
import { addPastAttendance } from './past-attendance.ts';
import { demoSchedule } from './schedule.ts';
import { addUnions } from './unions.ts';

export const DEMO_VENUE: VenueId = DEMO.venue.id;

/** Called with how much of the work is done, 0 to 1. */
export type LoadProgress = (share: number) => void;

/**
 * Fills an empty hub with the demo venue: its rooms, programmes, courses and classes, two weeks of sessions around
 * now, 2,000 invented members with their enrollments and last week's check-ins, a few of them in doubt, their unions' tree, and an exhibition around twelve honourees. Loading it again changes nothing but time.
 */
export async function loadDemo(hub: Hub, onProgress: LoadProgress = () => {}): Promise<void> {
	await publish(hub, 'venue', [DEMO.venue]);
	await publish(hub, 'room', DEMO.rooms);
	await publish(hub, 'programme', DEMO.programmes);
	await publish(hub, 'course', DEMO.courses);
	// What only the demo knows of an offering stays out of the record.
	const offerings = DEMO.offerings.map(({ enrolled: _e, meets: _m, ...offering }) => offering);
	await publish(hub, 'offering', offerings);
	await hub.exhibition.load(
		DEMO_VENUE,
		Object.entries(DEMO_EXHIBITION).flatMap(([kind, bodies]) =>
			bodies.map((body) => ({ kind, body }) as Loaded),
		),
	);
	onProgress(0.1);
	await refreshDemo(hub, hub.clock.now());
	onProgress(0.2);
	const imported = await importPeople(hub, DEMO_VENUE, demoPeople(), (done, total) =>
		onProgress(0.2 + (0.5 * done) / Math.max(1, total)),
	);
	assert(imported.ok, `the demo's people can be imported: ${imported.ok ? '' : imported.error}`);
	await addUnions(hub);
	await addQueues(hub);
	await hub.passes.issueMissing(DEMO_VENUE);
	onProgress(0.9);
	const catalogue = await hub.records.catalogue(DEMO_VENUE);
	const sessions = [...(catalogue?.sessions.values() ?? [])];
	await addPastAttendance(hub, sessions);
	await addDoubts(hub, sessions);
	onProgress(1);
}

/**
 * Brings the demo's sessions and person of the month up to `now` (milliseconds). Idempotent: call it at every start and once a day.
 * Does nothing at a hub without the demo venue, or where someone took the venue out of demo mode.
 */
export async function refreshDemo(hub: Hub, now: number): Promise<void> {
	const catalogue = await hub.records.catalogue(DEMO_VENUE);
	if (!catalogue?.venue.demo) return;
	const { sessions, gone } = demoSchedule(now, catalogue.sessions.values());
	await publish(hub, 'session', sessions);
	await hub.records.publish(
		DEMO_VENUE,
		gone.map((id) => ({ kind: 'session' as const, id, body: null })),
	);
	await hub.exhibition.load(
		DEMO_VENUE,
		honoreesAt(now).map((body) => ({ kind: 'honoree', body })),
	);
}

const publish = <K extends RecordKind>(
	hub: Hub,
	kind: K,
	bodies: readonly (RecordBody<K> & { readonly id: string })[],
): Promise<void> =>
	hub.records.publish(
		DEMO_VENUE,
		bodies.map((body) => ({ kind, id: body.id, body })),
	);

/** The honourees, a different one of them person of each month. */
export function honoreesAt(now: number): RecordBody<'honoree'>[] {
	const month = localDate(now, DEMO.venue.zone).slice(0, 7);
	const chosen = (Number(month.slice(0, 4)) * 12 + Number(month.slice(5))) % DEMO.honorees.length;
	return DEMO.honorees.map((honoree, i) => (i === chosen ? { ...honoree, month } : honoree));
}
