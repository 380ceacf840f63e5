import type { VenueId } from '../../base/id.ts';
import type { Hub } from '../hub.ts';
import type { TimetablePlan } from '../timetable-plan.ts';

/** Publishes what a file changes, all of it or nothing, and writes down who brought it. */
export async function takePlan(
	{ records, clock }: Pick<Hub, 'records' | 'clock'>,
	venueId: VenueId,
	{ changes, offerings, fresh }: TimetablePlan,
	{ actor, by, file }: { readonly actor: string; readonly by: string; readonly file: string },
): Promise<void> {
	await records.publish(venueId, changes, {
		...{ at: clock.now(), venueId, actor, action: 'timetable-imported', subject: `venue:${venueId}` },
		detail: JSON.stringify({ by, file: file.slice(0, 120), offerings, fresh }),
	});
}
