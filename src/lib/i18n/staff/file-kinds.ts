import type { Language } from '../../domain/text.ts';

/** What a file seems to be that is not what was asked for, and the way out. */
const zh = {
	sheet: 'Excel 表格（.xlsx）',
	text: '文本文件',
	calendar: '日历（.ics）',
	'schedule-json': '日程（schedule.json）',
	'schedule-xml': '日程（schedule.xml）',
	'web-calendar': '网页版日历（xCal）：请导出为 .ics',
	pdf: 'PDF：请另存为 .xlsx 或 .csv',
	'old-office': '旧版 Excel 或 Word 文件（.xls、.doc）：请打开后另存为 .xlsx',
	word: 'Word 文档（.docx）：请把表格复制到 Excel，存为 .xlsx',
	slides: '演示文稿（.pptx）',
	'open-document': 'OpenDocument 文件（.ods、.odt）：请另存为 .xlsx',
	'binary-sheet': '二进制 Excel（.xlsb）：请另存为 .xlsx',
	apple: 'Numbers 或 Pages 文件：请导出为 .xlsx',
	archive: '压缩包：请先解压',
	json: 'JSON 数据，但不是日程',
	html: '网页：请另存为 .xlsx 或 .csv',
	xml: 'XML，但不是日程',
	picture: '图片',
	film: '音频或视频',
	database: '数据库',
	program: '程序',
};
export type FileKindWords = typeof zh;

const en: FileKindWords = {
	sheet: 'an Excel workbook (.xlsx)',
	text: 'plain text',
	calendar: 'a calendar (.ics)',
	'schedule-json': 'a schedule (schedule.json)',
	'schedule-xml': 'a schedule (schedule.xml)',
	'web-calendar': 'a calendar in XML (xCal): export it as .ics',
	pdf: 'a PDF: save the table as .xlsx or .csv',
	'old-office': 'an old Excel or Word file (.xls, .doc): open it and save it as .xlsx',
	word: 'a Word document (.docx): copy its table into Excel and save that as .xlsx',
	slides: 'a presentation (.pptx)',
	'open-document': 'an OpenDocument file (.ods, .odt): save it as .xlsx',
	'binary-sheet': 'a binary Excel file (.xlsb): save it as .xlsx',
	apple: 'a Numbers or Pages file: export it as .xlsx',
	archive: 'an archive (.zip, .rar …): unpack it first',
	json: 'JSON that is no schedule',
	html: 'a web page (HTML): save the table as .xlsx or .csv',
	xml: 'XML that is no schedule',
	picture: 'a picture',
	film: 'sound or film',
	database: 'a database',
	program: 'a program',
};

export const fileKindWords = (language: Language): FileKindWords => (language === 'en' ? en : zh);
