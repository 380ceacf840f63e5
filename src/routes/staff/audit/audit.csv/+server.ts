import { auditWords } from '$lib/i18n/staff/audit-words.ts';
import { writeCsv } from '$lib/server/tables/write-csv.ts';
import { pageLanguage } from '../../../page-language.server.ts';
import { openDesk } from '../../desk.server.ts';
import { askedAudit } from '../asked-audit.server.ts';
import { auditLines } from '../audit-view.server.ts';
import { CSV_MOST } from '../csv-most.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const desk = await openDesk(event, 'readAudit');
	const lang = pageLanguage(event);
	const words = auditWords(lang);
	const { filter } = askedAudit(event, desk);
	const rows = await desk.hub.storage.read((tx) => tx.audit.find(filter, CSV_MOST));
	const lines = await auditLines(desk.hub, rows, desk.catalogue, lang);
	const csv = writeCsv([
		words.columns,
		...lines.map(({ date, time, who, kind, told, venue, action, subject }) => [
			...[`${date} ${time}`, who, words.kind[kind], told, venue ?? words.city, action, subject],
		]),
	]);
	return new Response(csv, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="audit.csv"',
			'cache-control': 'no-store',
		},
	});
};
