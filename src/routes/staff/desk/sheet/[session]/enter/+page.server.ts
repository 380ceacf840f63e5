import { error, fail } from '@sveltejs/kit';
import { asId, type MemberId } from '$lib/base/id.ts';
import { meetingOf } from '$lib/domain/catalogue.ts';
import { instantOf, localDate } from '$lib/domain/venue-time.ts';
import type { SheetResult, SheetRow } from '$lib/server/desk-service.ts';
import { openDesk, type Desk } from '../../../../desk.server.ts';
import { sessionHead } from '../../../../roster-view.server.ts';
import { listRow } from '../../../desk-view.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'checkIn');
	const { lang } = await event.parent();
	const session = sessionHead(catalogue, event.params.session, lang);
	const meeting = session && meetingOf(catalogue, session.id);
	if (!meeting) error(404, 'no such session at this venue');
	const setting = { catalogue, lang, now: hub.clock.now() };
	const lines = await hub.attendance.roster(venueId, session.id);
	return { session, rows: lines.map((line) => listRow(line, meeting, setting)) };
};

/** Nobody writes a time on a sheet that is further from its session than this. */
const NEAR_MS = 3 * 3_600_000;

/** As people write and type it: 19:05, 19：05, 1905, 9.05. */
const TIME = /^([01]?\d|2[0-3])[:：.。]?([0-5]\d)$/;

interface Typed {
	readonly rows: SheetRow[];
	/** Whose time cannot be; null where none. */
	readonly fault: MemberId | null;
	/** What stands in the form, so that nothing is typed twice. */
	readonly kept: Record<string, string>;
}

/** What was ticked and written. A person with a time is meant, ticked or not. */
function readSheet(
	form: FormData,
	{ catalogue, hub }: Desk,
	{ startsAt, endsAt }: { startsAt: number; endsAt: number },
): Typed {
	const { zone } = catalogue.venue;
	/** Where a class runs into the night, a time may be the next day’s. */
	const dates = [...new Set([startsAt, endsAt].map((at) => localDate(at, zone)))];
	const isNear = (at: number): boolean => at >= startsAt - NEAR_MS && at <= endsAt + NEAR_MS;
	const rows: SheetRow[] = [];
	const kept: Record<string, string> = {};
	let fault: MemberId | null = null;
	const ticked = new Set(form.getAll('came').filter((value): value is string => typeof value === 'string'));
	const timed = [...form.entries()].filter(([name, value]) => name.startsWith('at-') && value !== '');
	const times = new Map(
		timed.map(([name, value]) => [name.slice(3), typeof value === 'string' ? value.trim() : '']),
	);
	for (const id of new Set([...ticked, ...times.keys()])) {
		if (!/^[0-9a-f]{16}$/.test(id)) continue;
		const memberId = asId<MemberId>(id);
		const written = times.get(id) ?? '';
		kept[id] = written;
		const [, hours, minutes] = TIME.exec(written) ?? [];
		const told = hours
			? dates.map((date) => instantOf(date, `${hours.padStart(2, '0')}:${minutes}`, zone))
			: [];
		const at = told.find(isNear) ?? null;
		const cannotBe = at === null ? written !== '' : at > hub.clock.now();
		if (cannotBe) fault ??= memberId;
		rows.push({ memberId, at });
	}
	return { rows, fault, kept };
}

async function enter(event: RequestEvent) {
	const desk = await openDesk(event, 'checkIn');
	const { hub, staff, venueId, catalogue } = desk;
	const session = [...catalogue.sessions.values()].find(({ id }) => id === event.params.session);
	if (!session) error(404, 'no such session at this venue');
	const { rows, fault, kept } = readSheet(await event.request.formData(), desk, session);
	if (fault) {
		const person = await hub.desk.person(venueId, { sessionId: session.id, memberId: fault });
		return fail(400, { badTime: person?.name ?? '', kept });
	}
	if (rows.length === 0) return fail(400, { nothing: true, kept });
	const done = await hub.desk.enterSheet(staff, venueId, session.id, rows);
	if (!done.ok && done.error === 'not-held') return fail(409, { notHeld: true, kept });
	if (!done.ok) error(404, 'no such session at this venue');
	const of = (result: SheetResult['result']) => done.value.filter((row) => row.result === result);
	return {
		saved: {
			entered: of('entered').length,
			already: of('already').length,
			contradicted: of('contradicted').map(({ name }) => name),
			unknown: of('unknown').length,
		},
	};
}

export const actions: Actions = { default: enter };
