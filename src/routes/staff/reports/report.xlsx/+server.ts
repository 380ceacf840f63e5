import { reportSheets } from '$lib/server/reports/report-sheets.ts';
import { writeXlsx } from '$lib/server/tables/write-xlsx.ts';
import { pageLanguage } from '../../../page-language.server.ts';
import { reportOf } from '../report-of.server.ts';
import type { RequestHandler } from './$types';

/** All tables of a report in one workbook. */
export const GET: RequestHandler = async (event) => {
	const { report, venueId, city } = await reportOf(event);
	const bytes = writeXlsx(reportSheets(report, pageLanguage(event)));
	return new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
			'content-disposition': `attachment; filename="${city ? 'city' : venueId}-${report.from}-${report.to}.xlsx"`,
			'cache-control': 'no-store',
		},
	});
};
