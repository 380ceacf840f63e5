import { error } from '@sveltejs/kit';
import { dateAfter, isDate } from '$lib/domain/holidays.ts';
import { instantOf } from '$lib/domain/venue-time.ts';
import { exportWords } from '$lib/i18n/staff/export-words.ts';
import { attendanceTable, membersTable } from '$lib/server/interchange/people-tables.ts';
import { writeXlsx } from '$lib/server/tables/write-xlsx.ts';
import { pageLanguage } from '../../../../page-language.server.ts';
import { openDesk } from '../../../desk.server.ts';
import type { RequestHandler } from './$types';

const MOST_DAYS = 366;

/** People as a table. Who took it along is written down before it is given. */
export const GET: RequestHandler = async (event) => {
	const { hub, venueId, catalogue, staff } = await openDesk(event, 'seeMembers');
	const { table } = event.params;
	const language = pageLanguage(event);
	if (table !== 'members' && table !== 'attendance') error(404, 'no such table');
	const asked = event.url.searchParams;
	const [from, to] = [asked.get('from') ?? '', asked.get('to') ?? ''];
	if (
		table === 'attendance' &&
		!(isDate(from) && isDate(to) && from <= to && to <= dateAfter(from, MOST_DAYS))
	)
		error(400, 'from and to must be dates, at most 366 days apart');
	await hub.storage.write(venueId, (tx) =>
		tx.audit.append({
			...{ at: hub.clock.now(), venueId, actor: `staff:${staff.id}`, action: `${table}-exported` },
			...{ subject: `venue:${venueId}`, detail: JSON.stringify({ by: staff.name, from, to }) },
		}),
	);
	const { zone } = catalogue.venue;
	const rows =
		table === 'members'
			? await membersTable(hub.storage, venueId, catalogue, language)
			: await attendanceTable(
					hub.storage,
					venueId,
					catalogue,
					{ from: instantOf(from, '00:00', zone), to: instantOf(dateAfter(to, 1), '00:00', zone) },
					language,
				);
	const words = exportWords(language);
	return new Response(new Uint8Array(writeXlsx([{ name: words.people, rows }])), {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'content-disposition': `attachment; filename="${venueId}-${table}.xlsx"`,
			'cache-control': 'no-store',
		},
	});
};
