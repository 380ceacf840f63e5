import { readFileSync } from 'node:fs';
import { asId, type VenueId } from '../../lib/base/id.ts';
import type { Catalogue } from '../../lib/domain/catalogue.ts';
import type { Hub } from '../../lib/server/hub.ts';
import { planMembers } from '../../lib/server/import-members.ts';
import { planTimetable } from '../../lib/server/import-timetable.ts';
import { importPeople } from '../../lib/server/people.ts';
import { readTable, type Rows, type TableFault } from '../../lib/server/tables/read-table.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { progressBar } from '../progress.ts';

/** `gongzhan import schedule|members FILE`: a spreadsheet, with every problem told before anything is changed. */
export interface TableOrder {
	readonly file: string;
	/** The only venue where none is named. */
	readonly venue: string | undefined;
	readonly dryRun: boolean;
}

/** Problems that are printed; the rest are counted. */
const MOST_TOLD = 200;

export async function importSchedule(hub: Hub, { file, venue, dryRun }: TableOrder): Promise<number> {
	const { venueId, catalogue } = await venueOrFail(hub, venue);
	const plan = planTimetable(
		await rowsOrFail(file),
		catalogue,
		await hub.holidays.years(),
		(await hub.records.exhibition(catalogue.venue.id)).honorees.values(),
	);
	if (!plan.ok) fail(`${file} was not imported: ${faultOf(plan.error)}`);
	const { changes, problems, offerings, sessions, fresh, skipped, unanswered, unknown } = plan.value;
	tellUnknown(unknown);
	if (problems.length > 0) return tellProblems(file, problems);
	console.log(`${offerings} classes, ${sessions} sessions`);
	if (skipped.length > 0) console.log(`not on ${skipped.length} holidays: ${skipped.join(', ')}`);
	if (unanswered.length > 0)
		console.log(
			`not on make-up workdays that stand for no weekday yet: ${unanswered.join(', ')}. Say so on the page Schedule, and import again`,
		);
	const kinds = Object.entries(fresh).map(([kind, count]) => `${count} ${kind}`);
	if (dryRun) return say(`would change: ${kinds.join(', ')}. Nothing was changed (--dry-run)`);
	await hub.records.publish(venueId, changes);
	return say(changes.length === 0 ? 'all of it was here already' : `changed: ${kinds.join(', ')}`);
}

export async function importMembers(hub: Hub, { file, venue, dryRun }: TableOrder): Promise<number> {
	const { venueId, catalogue } = await venueOrFail(hub, venue);
	const plan = planMembers(await rowsOrFail(file), catalogue);
	if (!plan.ok) fail(`${file} was not imported: ${faultOf(plan.error)}`);
	const { people, problems, unknown } = plan.value;
	tellUnknown(unknown);
	if (problems.length > 0) return tellProblems(file, problems);
	const told = `${people.members.length} members, ${people.enrollments.length} enrollments`;
	if (dryRun) return say(`${told}. Nothing was changed (--dry-run)`);
	const bar = progressBar('  importing', process.stderr);
	const done = await importPeople(hub, venueId, people, (count, total) => bar(count / Math.max(1, total)));
	if (!done.ok) fail(`${file} was not imported: ${done.error}`);
	return say(`${told} imported`);
}

const say = (text: string): 0 => {
	console.log(text);
	return 0;
};

async function venueOrFail(
	hub: Hub,
	named: string | undefined,
): Promise<{ venueId: VenueId; catalogue: Catalogue }> {
	const venues = await hub.records.venues();
	const [only] = venues;
	if (named === undefined && venues.length > 1)
		fail(`which venue? Say --venue with one of ${venues.join(', ')}`);
	const venueId = named === undefined ? only : asId<VenueId>(named);
	const catalogue = venueId && (await hub.records.catalogue(venueId));
	if (!venueId || !catalogue)
		return fail(
			named === undefined
				? 'this hub has no venue yet: put one up with gongzhan config apply'
				: `there is no venue “${named}”: there is ${venues.join(', ') || 'none'}`,
		);
	return { venueId, catalogue };
}

async function rowsOrFail(file: string): Promise<Rows> {
	let bytes: Uint8Array;
	try {
		bytes = readFileSync(givenPath(file));
	} catch (error) {
		return fail(`${file} cannot be read: ${reasonOf(error)}`);
	}
	const table = await readTable(bytes);
	return table.ok ? table.value : fail(`${file} was not imported: ${tableFault(table.error)}`);
}

function tableFault(fault: TableFault): string {
	switch (fault.fault) {
		case 'empty':
			return 'it is empty';
		case 'too-large':
			return 'it is larger than any timetable or member list: divide it';
		case 'other-kind':
			return `it seems to be ${fault.seems}`;
		case 'broken':
			return `it cannot be read as .xlsx or .csv (${fault.detail}): open it and save it again`;
	}
}

function faultOf(
	fault:
		| { fault: 'missing-columns'; columns: readonly string[] }
		| { fault: 'column-twice'; header: string }
		| { fault: 'no-rows' },
): string {
	if (fault.fault === 'no-rows') return 'it has no rows below its header';
	if (fault.fault === 'column-twice') return `the column “${fault.header}” stands there twice`;
	return `it lacks the column ${fault.columns.join(', ')}: the first row has to name the columns`;
}

function tellUnknown(unknown: readonly string[]): void {
	if (unknown.length > 0)
		console.log(`columns that mean nothing here are passed over: ${unknown.join(', ')}`);
}

interface Problem {
	readonly row: number;
	readonly column: string;
	readonly fault: string;
	readonly value: string;
}

function tellProblems(file: string, problems: readonly Problem[]): 1 {
	for (const { row, column, fault, value } of problems.slice(0, MOST_TOLD))
		console.error(`row ${row}, ${column}: ${fault.replaceAll('-', ' ')}${value ? ` (${value})` : ''}`);
	if (problems.length > MOST_TOLD) console.error(`… and ${problems.length - MOST_TOLD} more`);
	console.error(`${file} was not imported: ${problems.length} problems. Nothing was changed`);
	return 1;
}
