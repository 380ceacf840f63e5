import { error } from '@sveltejs/kit';
import { reportSheets } from '$lib/server/reports/report-sheets.ts';
import { writeCsv } from '$lib/server/tables/write-csv.ts';
import { pageLanguage } from '../../../page-language.server.ts';
import { reportOf } from '../report-of.server.ts';
import type { RequestHandler } from './$types';

/** One table of a report: which, counted from 1 as in the workbook. */
export const GET: RequestHandler = async (event) => {
	const { report, venueId, city } = await reportOf(event);
	const sheet = reportSheets(report, pageLanguage(event))[Number(event.params.table) - 1];
	if (!sheet) error(404, 'no such table');
	const name = `${city ? 'city' : venueId}-${report.from}-${report.to}-${event.params.table}.csv`;
	return new Response(writeCsv(sheet.rows), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store',
		},
	});
};
