import { writeFileSync } from 'node:fs';
import { dateAfter, isDate } from '../../lib/domain/holidays.ts';
import { instantOf, localDate } from '../../lib/domain/venue-time.ts';
import { VERSION } from '../../lib/server/http/version.ts';
import type { Hub } from '../../lib/server/hub.ts';
import { writeSchedule } from '../../lib/server/interchange/formats.ts';
import { attendanceTable, membersTable } from '../../lib/server/interchange/people-tables.ts';
import { readVenueSchedule } from '../../lib/server/interchange/venue-schedule.ts';
import { writeCsv } from '../../lib/server/tables/write-csv.ts';
import { writeXlsx } from '../../lib/server/tables/write-xlsx.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { withHub } from '../open.ts';
import { exportIiif } from './export-iiif.ts';
import { venueOrFail } from './which-venue.ts';

const WHAT = ['schedule', 'members', 'attendance'] as const;
const KINDS = ['ics', 'xlsx', 'csv', 'json', 'xml'] as const;
type Kind = (typeof KINDS)[number];

export const exportFile = command(
	{
		name: 'export',
		usage: 'schedule|members|attendance FILE [--venue V] [--from DATE] [--to DATE] | iiif FOLDER [--at URL]',
		summary:
			'writes a schedule (.ics, .xlsx, .csv, .json, .xml), members or attendance (.xlsx, .csv) to a file, or the exhibition by IIIF to a folder',
		help: [
			'The name of FILE says which kind. A schedule as a calendar (.ics) or as schedule.json and .xml (c3, version 1) can be',
			'imported again, here and at another hub, and loses nothing. A table (.xlsx, .csv) imported again here changes nothing;',
			'at another hub its rooms have to be there, and it brings what its columns say, in Chinese: what is cancelled, moved to',
			'another room or taught by a substitute, and why. No column holds a moved hour’s former one, rules of one session,',
			'English names or what to bring; and classes of one course that go by one name become one.',
			'Members and attendance hold names: only their owner can read FILE, and the audit log says that it was written.',
			'--venue      which venue, where there are several',
			'export iiif FOLDER   what visitors may see, as a collection of IIIF Presentation 3 and its manifests, for any web server.',
			'--at         the address at which FOLDER will be found; below ORIGIN where nothing is said',
			'--from --to  of attendance: first and last day, YYYY-MM-DD; the last 31 days where nothing is said',
		],
		options: {
			venue: { type: 'string' },
			from: { type: 'string' },
			to: { type: 'string' },
			at: { type: 'string' },
		},
		words: { min: 2, max: 2 },
	},
	({ venue, from, to, at }, [what = '', file = '']) =>
		withHub(async (hub) => {
			if (what === 'iiif') return exportIiif(hub, { folder: file, venue, at });
			const kind = file.slice(file.lastIndexOf('.') + 1).toLowerCase() as Kind;
			if (!(WHAT as readonly string[]).includes(what))
				fail(`“${what}” cannot be exported: say schedule, members, attendance or iiif`);
			if (!KINDS.includes(kind))
				fail(`${file}: its name has to end in ${KINDS.map((k) => `.${k}`).join(', ')}`);
			const bytes =
				what === 'schedule'
					? await scheduleBytes(hub, venue, kind)
					: await peopleBytes(hub, { venue, what, kind, from, to });
			try {
				writeFileSync(givenPath(file), bytes, { mode: what === 'schedule' ? 0o644 : 0o600 });
			} catch (error) {
				fail(`${file} cannot be written: ${reasonOf(error)}`);
			}
			console.log(`${file} written`);
			return 0;
		}),
);

async function scheduleBytes(hub: Hub, venue: string | undefined, kind: Kind) {
	const { venueId } = await venueOrFail(hub, venue);
	const schedule = (await readVenueSchedule(hub.storage, venueId))!;
	const origin = hub.config.origin ?? 'http://localhost';
	const order = { language: 'zh' as const, now: hub.clock.now(), version: VERSION, origin, whole: true };
	return writeSchedule(`schedule.${kind}`, schedule, order).bytes;
}

interface PeopleOrder {
	readonly venue: string | undefined;
	readonly what: string;
	readonly kind: Kind;
	readonly from: string | undefined;
	readonly to: string | undefined;
}

const USUAL_DAYS = 31;

async function peopleBytes(hub: Hub, { venue, what, kind, from, to }: PeopleOrder) {
	if (kind !== 'xlsx' && kind !== 'csv') fail(`${what} are written as .xlsx or .csv`);
	const { venueId, catalogue } = await venueOrFail(hub, venue);
	const { zone } = catalogue.venue;
	const last = to ?? localDate(hub.clock.now(), zone);
	if (!isDate(last)) fail(`--to ${last}: say a day as YYYY-MM-DD`);
	const first = from ?? dateAfter(last, -USUAL_DAYS);
	if (!isDate(first) || first > last) fail(`--from ${first}: say a day as YYYY-MM-DD, not after ${last}`);
	await hub.storage.write(venueId, (tx) =>
		tx.audit.append({
			...{ at: hub.clock.now(), venueId, actor: 'hub', action: `${what}-exported` },
			...{ subject: `venue:${venueId}`, detail: JSON.stringify({ by: 'gongzhan', from: first, to: last }) },
		}),
	);
	const days = { from: instantOf(first, '00:00', zone), to: instantOf(dateAfter(last, 1), '00:00', zone) };
	const rows =
		what === 'members'
			? await membersTable(hub.storage, venueId, catalogue, 'zh')
			: await attendanceTable(hub.storage, venueId, catalogue, days, 'zh');
	return kind === 'csv' ? writeCsv(rows) : writeXlsx([{ name: what, rows }]);
}
