import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { plainName } from '../../lib/domain/table-headers.ts';
import { COLUMNS } from '../../lib/domain/timetable.ts';
import { bulkWords } from '../../lib/i18n/staff/bulk-words.ts';
import { fileKindWords } from '../../lib/i18n/staff/file-kinds.ts';
import type { Hub } from '../../lib/server/hub.ts';
import { MEMBER_COLUMNS, otherNames, planMembers } from '../../lib/server/import-members.ts';
import type { PlanNote } from '../../lib/server/interchange/happening.ts';
import type { Wishes } from '../../lib/server/interchange/happening-build.ts';
import { groundOf, planSchedule } from '../../lib/server/interchange/plan-schedule.ts';
import { heldAgainstKnown } from '../../lib/server/known-people.ts';
import { keepHeaders, ownHeaders } from '../../lib/server/own-headers.ts';
import { importPeople } from '../../lib/server/people.ts';
import { readTable, type Table, type TableFault } from '../../lib/server/tables/read-table.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { progressBar } from '../progress.ts';
import { standingLines } from './standing-lines.ts';
import { venueOrFail } from './which-venue.ts';

/** `gongzhan import schedule|members FILE`: a spreadsheet, with every problem told before anything is changed. */
export interface TableOrder {
	readonly file: string;
	/** The only venue where none is named. */
	readonly venue: string | undefined;
	readonly dryRun: boolean;
	/** `HEADER=column` each. */
	readonly columns: readonly string[];
	readonly wishes: Wishes;
}

/** Problems that are printed; the rest are counted. */
const MOST_TOLD = 200;

export async function importSchedule(hub: Hub, order: TableOrder): Promise<number> {
	const { file, dryRun, wishes } = order;
	const { venueId, catalogue } = await venueOrFail(hub, order.venue);
	const columns = columnsOrFail(order.columns, COLUMNS);
	const ground = await groundOf(hub, venueId, catalogue);
	const headers = new Map([...ground.headers, ...columns]);
	const plan = await planSchedule(bytesOrFail(file), { ...ground, headers }, wishes);
	if (!plan.ok) fail(`${file} was not imported: ${faultOf(plan.error)}`);
	const { problems, offerings, sessions, fresh, skipped, unanswered, unknown, notes } = plan.value;
	const { unknownYears } = plan.value;
	tellUnknown(unknown, COLUMNS);
	if (problems.length > 0) return tellProblems(file, problems);
	console.log(`${offerings} classes, ${sessions} sessions`);
	for (const line of noteLines(notes)) console.log(line);
	for (const line of standingLines(plan.value.standing, catalogue)) console.log(line);
	if (skipped.length > 0) console.log(`not on ${skipped.length} holidays: ${skipped.join(', ')}`);
	if (unknownYears.length > 0)
		console.log(
			`${bulkWords('en').unknownYears(unknownYears)} The city’s operators put a year’s file in at /staff/schedule/holidays`,
		);
	if (unanswered.length > 0)
		console.log(
			`not on make-up workdays that stand for no weekday yet: ${unanswered.join(', ')}. Say so on the page Schedule, and import again`,
		);
	const kinds = Object.entries(fresh).map(([kind, count]) => `${count} ${kind}`);
	if (dryRun) return say(`would change: ${kinds.join(', ')}. Nothing was changed (--dry-run)`);
	await keepHeaders(hub.storage, venueId, 'schedule', columns);
	const brought = { actor: 'hub', by: 'gongzhan', file: basename(file) };
	const editId = await hub.schedule.take(venueId, plan.value, brought);
	if (editId === null) return say('all of it was here already');
	return say(`changed: ${kinds.join(', ')}. It can be undone as one edit at /staff/schedule, for 90 days`);
}

const NOTES: Readonly<Record<PlanNote['note'], (values: readonly string[]) => string>> = {
	endless: (of) => `repeats without end, put up for a year: ${of.join(', ')}`,
	'unknown-zone': (of) => `time zones that nobody knows, read as the venue’s: ${of.join(', ')}`,
	floating: () => 'times without a zone are read as the venue’s',
	'no-end': (of) => `says no end, put up for an hour: ${of.join(', ')}`,
	'new-room': (of) => `rooms that are not there yet: ${of.join(', ')}`,
	'assumed-capacity': (of) => `seats that nobody says: ${of.join(', ')}; another number with --capacity`,
	'own-here': (of) => `this venue’s own published classes stay as the schedule has them: ${of.join(', ')}`,
	'own-gone': (of) =>
		`this venue’s own published classes that were removed since are not put up again: ${of.join(', ')}`,
	'other-sheet': (of) => `only the first sheet was read, and not: ${of.join(', ')}`,
	clash: (of) => `the same room or teacher at one time, by place in the file: ${of.join(', ')}`,
};

function noteLines(notes: readonly PlanNote[]): string[] {
	const byKind = Map.groupBy(notes, ({ note }) => note);
	return [...byKind].map(([note, same]) => NOTES[note](same.map(({ value }) => value)));
}

export async function importMembers(hub: Hub, order: TableOrder): Promise<number> {
	const { file, dryRun } = order;
	const { venueId, catalogue } = await venueOrFail(hub, order.venue);
	const columns = columnsOrFail(order.columns, MEMBER_COLUMNS);
	const kept = await ownHeaders(hub.storage, venueId, 'members', MEMBER_COLUMNS);
	const table = await readTable(bytesOrFail(file));
	if (!table.ok) fail(`${file} was not imported: ${faultOf(table.error)}`);
	tellSheets(table.value);
	const plan = planMembers(table.value.rows, catalogue, new Map([...kept, ...columns]));
	if (!plan.ok) fail(`${file} was not imported: ${faultOf(plan.error)}`);
	const { people, problems, unknown } = plan.value;
	tellUnknown(unknown, MEMBER_COLUMNS);
	const known = await hub.storage.read((tx) => heldAgainstKnown(tx, people.members));
	const others = otherNames(plan.value, known);
	if (others.length > 0)
		console.error(
			'A number that is here already keeps its name: correct the number, or change the name by hand at /staff/members',
		);
	const wrong = [...problems, ...others].sort((a, b) => a.row - b.row);
	if (wrong.length > 0) return tellProblems(file, wrong);
	const { fresh, changed, same } = known;
	const told = `${people.members.length} members (${fresh} new, ${changed} changed, ${same} as before), ${people.enrollments.length} enrollments`;
	if (dryRun) return say(`${told}. Nothing was changed (--dry-run)`);
	await keepHeaders(hub.storage, venueId, 'members', columns);
	const bar = progressBar('  importing', process.stderr);
	const brought = { by: 'gongzhan', file: basename(file) };
	const onProgress = (count: number, total: number): void => bar(count / Math.max(1, total));
	const done = await importPeople(hub, venueId, people, onProgress, brought);
	if (!done.ok) fail(`${file} was not imported: ${done.error}`);
	return say(`${told} imported`);
}

/** `HEADER=column`, as often as there are headers that we do not know. */
export function columnsOrFail<Column extends string>(
	said: readonly string[],
	known: Readonly<Record<Column, unknown>>,
): Map<string, Column> {
	return new Map(
		said.map((one) => {
			const [header = '', column = ''] = one.split('=').map((part) => part.trim());
			if (!header || !(column in known))
				fail(`--column ${one}: say HEADER=COLUMN, with one of ${Object.keys(known).join(', ')}`);
			return [plainName(header), column as Column];
		}),
	);
}

const say = (text: string): 0 => {
	console.log(text);
	return 0;
};

export function bytesOrFail(file: string): Uint8Array {
	try {
		return readFileSync(givenPath(file));
	} catch (error) {
		return fail(`${file} cannot be read: ${reasonOf(error)}`);
	}
}

type AnyFault =
	| TableFault
	| { readonly fault: 'missing-columns'; readonly columns: readonly string[] }
	| { readonly fault: 'column-twice'; readonly header: string }
	| { readonly fault: 'no-rows' };

export function faultOf(fault: AnyFault): string {
	switch (fault.fault) {
		case 'empty':
			return 'it is empty';
		case 'too-large':
			return 'it is larger than any timetable or member list: divide it';
		case 'other-kind':
			return `it seems to be ${fileKindWords('en')[fault.seems]}`;
		case 'broken':
			return `it cannot be read (${fault.detail}): open it and save it again`;
		case 'open-quote':
			return `a quotation mark (") in row ${fault.row} is never closed, so that all after it is one field: close it there, or write it twice ("") where it is meant as a character`;
		case 'no-rows':
			return 'there is nothing in it: no rows below its header, or no events';
		case 'more-sheets':
			return `other sheets hold such rows too (${fault.sheets.join(', ')}): put all rows into one sheet, or save each sheet as a file of its own`;
		case 'column-twice':
			return `the column “${fault.header}” stands there twice`;
		case 'missing-columns':
			return `it lacks the column ${fault.columns.join(', ')}: the first row has to name the columns; say what another name means with --column HEADER=COLUMN`;
	}
}

export function tellSheets({ otherSheets }: Table): void {
	if (otherSheets.length > 0) console.log(NOTES['other-sheet'](otherSheets));
}

export function tellUnknown(unknown: readonly string[], known: object): void {
	if (unknown.length === 0) return;
	console.log(`columns that mean nothing here are passed over: ${unknown.join(', ')}`);
	console.log(`  --column HEADER=COLUMN says what one means: ${Object.keys(known).join(', ')}`);
}

interface Problem {
	readonly row: number;
	readonly column: string;
	readonly fault: string;
	readonly value: string;
}

export function tellProblems(file: string, problems: readonly Problem[]): 1 {
	for (const { row, column, fault, value } of problems.slice(0, MOST_TOLD))
		console.error(`row ${row}, ${column}: ${fault.replaceAll('-', ' ')}${value ? ` (${value})` : ''}`);
	if (problems.length > MOST_TOLD) console.error(`… and ${problems.length - MOST_TOLD} more`);
	console.error(`${file} was not imported: ${problems.length} problems. Nothing was changed`);
	return 1;
}
