import { readFileSync } from 'node:fs';
import type { Hub } from '../../lib/server/hub.ts';
import { importOutbox } from '../../lib/server/import-outbox.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { withHub } from '../open.ts';
import { progressBar } from '../progress.ts';
import { EXHIBITION_IMPORTS } from './import-exhibition.ts';
import { importMembers, importSchedule, type TableOrder } from './import-table.ts';
import { WISHES, type Wishes } from '../../lib/server/interchange/happening-build.ts';

const USAGE =
	'schedule|members|people|ohms|iiif FILE [--venue V] [--dry-run] [--column HEADER=COLUMN] | FILE [--over-hole]';
const KINDS = ['schedule', 'members', ...Object.keys(EXHIBITION_IMPORTS)];

export const importFile = command(
	{
		name: 'import',
		usage: USAGE,
		summary:
			'takes a timetable (.xlsx, .csv, .ics, schedule.json, schedule.xml), a list of members or model workers (.xlsx, .csv), an oral history (OHMS, WebVTT), books and recordings by IIIF, or the file of unsent entries of a kiosk',
		help: [
			'import schedule FILE   classes and their dated sessions; import members FILE   members and their classes.',
			'.xlsx or .csv in UTF-8 or GB18030; the first row names the columns, such as 课程 老师 教室 星期 开始日期 结束日期 时间,',
			'or 姓名 会员号 手机 工会 班级. Every problem is told by row and column, and then nothing is changed. Importing again',
			'changes nothing. Holidays are skipped; make-up workdays are used once staff have said which weekday they stand for.',
			'Sessions that a corrected file no longer names stay and are told, as are those that stand otherwise than it says.',
			'A calendar (.ics) or a schedule.json or schedule.xml (c3, version 1) is read event by event; repetitions, exceptions and',
			'time zones are followed. Events are known again by their UID; rooms that are not there yet are put up.',
			'--venue      for which venue, where there are several',
			'--dry-run    says what would change, and changes nothing',
			'--column     what a header of the table means, such as “主讲=teacher”; kept for the venue. Once for each header',
			'--known-rooms  of a calendar: a room that is not there yet is a problem, and is not put up',
			'--room       of a calendar: where events are that say no place',
			'--capacity   of a calendar: seats where neither file nor room says how many; 50 where nothing is said',
			'',
			'import people FILE     model workers: 姓名 荣誉 年份 授予单位 级别 行业 籍贯 单位 事迹 出处 …, a row an honour.',
			'import ohms FILE       an oral history as OHMS writes it (.xml), or a transcript in WebVTT (.vtt) or plain text.',
			'import iiif FILE-OR-URL  a manifest or collection of IIIF Presentation 3 or 2, or a link that shares one. What it names is',
			'fetched from the open web only, never from this machine’s own network. Each tells first what a kiosk will not show.',
			'All of them come as drafts that a colleague looks at; what staff have written since stays. Importing again changes nothing.',
			'--no-media        leaves pictures and recordings where they are: kiosks then show the words alone',
			'--pictures-show   whom the pictures show: historic (where nothing is said), nobody, or living, who have to agree first',
			'',
			'import FILE   the file of unsent entries of a kiosk whose network does not come back, each entry once.',
			'The kiosk writes FILE on its status page. Import it as often as you like, also while the hub runs, and also when the',
			'kiosk has come back meanwhile: what is here already is not counted again. A file that was changed or cut off, of',
			'another hub, or with a hole, is refused, and nothing of it is stored. A revoked kiosk’s is taken, and flagged.',
			'--over-hole  where the hub lacks earlier entries that nobody has any more: keeps apart what follows them, and staff',
			'             decide in the inbox',
			'Exit code 1 where the hub then still holds less than the kiosk has written.',
		],
		options: {
			'over-hole': { type: 'boolean', default: false },
			venue: { type: 'string' },
			'dry-run': { type: 'boolean', default: false },
			column: { type: 'string', multiple: true, default: [] },
			'known-rooms': { type: 'boolean', default: false },
			room: { type: 'string' },
			capacity: { type: 'string' },
			'no-media': { type: 'boolean', default: false },
			'pictures-show': { type: 'string' },
		},
		words: { min: 1, max: 2 },
	},
	({ 'over-hole': overHole, venue, 'dry-run': dryRun, column: columns, ...wished }, [what = '', table]) => {
		// Not a kiosk's file of that name.
		if (table === undefined && KINDS.includes(what))
			fail(`import ${what}: FILE is missing. Usage: npm run gongzhan -- import ${USAGE}`);
		return withHub(async (hub) => {
			const exhibition = table === undefined ? undefined : EXHIBITION_IMPORTS[what];
			if (exhibition) {
				const { 'no-media': noMedia, 'pictures-show': people } = wished;
				return exhibition(hub, { from: table!, venue, dryRun, columns, media: !noMedia, people });
			}
			const wishes = wishesOf(wished);
			if (table !== undefined) return importTable(hub, what, { file: table, venue, dryRun, columns, wishes });
			const file = what;
			const onProgress = progressBar('  importing', process.stderr);
			const order = { text: read(file), actor: 'hub', mayAt: () => true, overHole, onProgress };
			const done = await importOutbox(hub, order);
			if (!done.ok) {
				const hint = done.error.fault === 'hole' ? '; if it never can, say --over-hole' : '';
				fail(`${file} was not imported: ${done.error.message}${hint}`);
			}
			const { device, venueId, entries, before, outcomes, unread, said, held } = done.value;
			const { recorded, duplicate, conflicting, quarantined } = outcomes;
			console.log(`${device} (${venueId}): ${entries} entries, ${before} of them were here already`);
			console.log(
				`${recorded} recorded, ${duplicate} duplicate, ${conflicting} conflicting, ${quarantined} quarantined, ${unread} unreadable`,
			);
			const equal = said.seq === held.seq && said.hash === held.hash;
			console.log(
				equal
					? `kiosk and hub: ${said.seq} = ${held.seq}`
					: `the kiosk wrote ${said.seq}, the hub holds ${held.seq}: look at the inbox`,
			);
			return equal || held.seq > said.seq ? 0 : 1;
		});
	},
);

function wishesOf(said: {
	'known-rooms': boolean;
	room?: string | undefined;
	capacity?: string | undefined;
}): Wishes {
	const capacity = said.capacity === undefined ? WISHES.capacity : Number(said.capacity);
	if (!Number.isInteger(capacity) || capacity < 1 || capacity > 100_000)
		fail(`--capacity ${said.capacity}: say a number from 1 to 100000`);
	return { newRooms: !said['known-rooms'], room: said.room ?? null, capacity };
}

function importTable(hub: Hub, what: string, order: TableOrder): Promise<number> {
	if (what === 'schedule') return importSchedule(hub, order);
	if (what === 'members') return importMembers(hub, order);
	return fail(
		`“${what}” cannot be imported: say schedule, members, people, ohms or iiif; see npm run gongzhan -- import --help`,
	);
}

function read(file: string): string {
	try {
		// As an upload is read: without the mark that editors put in front.
		return new TextDecoder().decode(readFileSync(givenPath(file)));
	} catch (error) {
		return fail(`${file} cannot be read: ${reasonOf(error)}`);
	}
}
