import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SHOWN, type Shown } from '../../lib/domain/consent.ts';
import { saveDraft, draftOf, type Drafted } from '../../lib/server/exhibition-import/drafts.ts';
import { gather, type GatherFault, type Gathered } from '../../lib/server/exhibition-import/gather.ts';
import { planPeople } from '../../lib/server/exhibition-import/people.ts';
import { PEOPLE_COLUMNS } from '../../lib/server/exhibition-import/people-columns.ts';
import { pointed } from '../../lib/server/exhibition-import/pointed.ts';
import { readStoryFile, type StoryFault } from '../../lib/server/exhibition-import/story-files.ts';
import { openWeb } from '../../lib/server/exhibition-import/web.ts';
import { takeWorks, wantedOf } from '../../lib/server/exhibition-import/works.ts';
import type { Hub } from '../../lib/server/hub.ts';
import { readTable, textOf, wordsIn } from '../../lib/server/tables/read-table.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { progressBar } from '../progress.ts';
import {
	bytesOrFail,
	columnsOrFail,
	faultOf,
	tellProblems,
	tellSheets,
	tellUnknown,
} from './import-table.ts';
import { venueOrFail } from './which-venue.ts';

/** `gongzhan import iiif|ohms|people …`: what comes into the exhibition, as drafts that a colleague looks at. */
export interface ExhibitionOrder {
	/** A file, or for `iiif` an address. */
	readonly from: string;
	readonly venue: string | undefined;
	readonly dryRun: boolean;
	readonly columns: readonly string[];
	readonly media: boolean;
	readonly people: string | undefined;
}

export const EXHIBITION_IMPORTS: Readonly<
	Record<string, (hub: Hub, order: ExhibitionOrder) => Promise<number>>
> = {
	iiif: importIiif,
	ohms: importStory,
	people: importPeople,
};

const NEXT =
	'They are drafts: a colleague looks at them on the console’s page Exhibition before visitors see them';
const DID: Readonly<Record<Drafted, string>> = {
	...{ new: 'new', changed: 'changed', same: 'here already' },
	edited: 'staff have written it since: left as it is',
};

async function importIiif(
	hub: Hub,
	{ from, venue, dryRun, media, people }: ExhibitionOrder,
): Promise<number> {
	const { venueId } = await venueOrFail(hub, venue);
	const shown = (people ?? 'historic') as Shown;
	if (!SHOWN.includes(shown)) fail(`--pictures-show ${people}: say ${SHOWN.join(', ')}`);
	const web = openWeb();
	const read = progressBar('  reading ', process.stderr);
	const gathered = await gather(web, await documentOrFail(web, from), (n, of) => read(n / of));
	read(1);
	if (!gathered.ok) fail(`${from} was not imported: ${gatherFault(gathered.error)}`);
	const { works } = gathered.value;
	tellGathered(gathered.value);
	const files = works.reduce((sum, work) => sum + wantedOf(work).length, 0);
	if (dryRun) {
		console.log(
			`would come: ${works.length} works, ${media ? files : 'none'} of ${files} pictures and recordings. Nothing was changed (--dry-run)`,
		);
		return 0;
	}
	const onProgress = progressBar('  importing', process.stderr);
	const arrived = await takeWorks(hub, works, { venueId, web, shown, media, onProgress });
	for (const { id, title, did, lost } of arrived) {
		console.log(`${id}  ${title}: ${DID[did]}`);
		for (const { address, why } of lost) console.log(`  without ${address}: ${why}`);
	}
	console.log(NEXT);
	return arrived.some(({ lost }) => lost.length > 0) || gathered.value.missing.length > 0 ? 1 : 0;
}

async function documentOrFail(
	web: ReturnType<typeof openWeb>,
	from: string,
): Promise<{ text: string; address: string }> {
	const what = pointed(from);
	if (/^\s*\{/.test(what)) return { text: what, address: from };
	if (/^https?:/.test(what)) {
		const got = await web.text(what);
		return got.ok ? { text: got.value, address: what } : fail(`${what} was not fetched: ${got.error}`);
	}
	try {
		return { text: textOf(readFileSync(givenPath(from))), address: from };
	} catch (error) {
		return fail(`${from} cannot be read: ${reasonOf(error)}`);
	}
}

/** Lines of one kind that are printed; the rest are counted. */
const MOST_TOLD = 20;

function tellGathered({ works, missing }: Gathered): void {
	const tell = (title: string, lines: readonly string[]): void => {
		if (lines.length === 0) return;
		console.log(`${title}:`);
		for (const line of lines.slice(0, MOST_TOLD)) console.log(`  ${line}`);
		if (lines.length > MOST_TOLD) console.log(`  … and ${lines.length - MOST_TOLD} more`);
	};
	for (const { content, members } of works) {
		const label = Object.values(content.label ?? {})[0]?.[0] ?? content.id;
		const size = content.type === 'Manifest' ? `${content.items.length} pages` : `${members.length} works`;
		console.log(`${label} (${size})  ${content.id}`);
	}
	tell('kept and given out again, but not shown', [...new Set(works.flatMap(({ unseen }) => unseen))]);
	tell(
		'HTML that became text',
		works.flatMap(({ html }) => html),
	);
	tell(
		'could not be had',
		missing.map((fault) => `${fault.address}: ${gatherFault(fault)}`),
	);
}

function gatherFault(fault: GatherFault): string {
	const at = 'at' in fault && fault.at ? ` at ${fault.at}` : '';
	const detail = 'detail' in fault && fault.detail ? ` (${fault.detail})` : '';
	return `${GATHER_FAULTS[fault.fault]}${at}${detail}`;
}

const GATHER_FAULTS: Readonly<Record<GatherFault['fault'], string>> = {
	'not-json': 'it is no JSON',
	'not-iiif': 'it is no IIIF manifest, collection or content state',
	'too-deep': 'it is nested too deeply',
	'too-much': 'it holds more than any manifest: divide it',
	'too-long': 'it holds a text that is too long',
	'forbidden-name': 'it holds a name that only an attack needs',
	'unsafe-address': 'it holds an address that a browser would run',
	'too-many-canvases': 'it has more than 2000 pages: divide it',
	shape: 'it is not as IIIF has it',
	unreachable: 'it cannot be had',
	cycle: 'a collection holds itself',
	'too-many-works': 'it leads to more than 500 works: import them part by part',
	'too-deep-shelves': 'collections lie in collections, more than five deep',
};

async function importStory(hub: Hub, { from, venue, dryRun }: ExhibitionOrder): Promise<number> {
	const { venueId } = await venueOrFail(hub, venue);
	const read = readStoryFile(textOrFail(from), basename(from));
	if (!read.ok) fail(`${from} was not imported: ${storyFault(read.error)}`);
	const { story, left } = read.value;
	const timed = story.transcript.filter(({ from: at }) => at !== undefined).length;
	console.log(
		`${story.title.zh}, told by ${story.teller.zh}: ${story.transcript.length} lines, ${timed} with a time`,
	);
	if (left.length > 0) console.log(`not taken over: ${left.join(', ')}`);
	const { does } = await draftOf(hub, venueId, 'story', story);
	if (dryRun) console.log(`${story.id}: ${DID[does]}. Nothing was changed (--dry-run)`);
	else console.log(`${story.id}: ${DID[await saveDraft(hub, venueId, 'story', story, false)]}. ${NEXT}`);
	return 0;
}

function storyFault(fault: StoryFault): string {
	if (fault === 'no-story') return 'it holds no title and no line of a transcript';
	if ('broken' in fault) return `it is no XML, ${fault.broken}`;
	switch (fault.fault) {
		case 'bad-time':
			return `the time in line ${fault.line} cannot be read, or ends before it begins: write 00:01:02.000 --> 00:01:05.000`;
		case 'too-many':
			return 'it has more captions than any recording: divide it';
		case 'no-vtt':
		case 'no-cues':
			return 'it holds no caption';
	}
}

function textOrFail(file: string): string {
	return (
		wordsIn(bytesOrFail(file)) ?? fail(`${file} was not imported: it is no text in UTF-8, UTF-16 or GB18030`)
	);
}

async function importPeople(hub: Hub, { from, venue, dryRun, columns }: ExhibitionOrder): Promise<number> {
	const { venueId } = await venueOrFail(hub, venue);
	const table = await readTable(bytesOrFail(from));
	if (!table.ok) fail(`${from} was not imported: ${faultOf(table.error)}`);
	tellSheets(table.value);
	const plan = await planPeople(hub, venueId, table.value.rows, columnsOrFail(columns, PEOPLE_COLUMNS));
	if (!plan.ok) fail(`${from} was not imported: ${faultOf(plan.error)}`);
	const { people, problems, unknown } = plan.value;
	tellUnknown(unknown, PEOPLE_COLUMNS);
	if (problems.length > 0) return tellProblems(from, problems);
	const onProgress = progressBar('  importing', process.stderr);
	const counts = { new: 0, changed: 0, same: 0, edited: 0 };
	for (const [n, { rows, body, does }] of people.entries()) {
		const did = dryRun ? does : await saveDraft(hub, venueId, 'honoree', body, body.died !== undefined);
		counts[did]++;
		if (dryRun || did === 'edited')
			console.log(`row ${rows.join(', ')}  ${body.name.zh} (${body.id}): ${DID[did]}`);
		onProgress((n + 1) / people.length);
	}
	const told = `${counts.new} new, ${counts.changed} changed, ${counts.same} here already, ${counts.edited} left to staff`;
	console.log(dryRun ? `would be ${told}. Nothing was changed (--dry-run)` : `${told}. ${NEXT}`);
	return 0;
}
