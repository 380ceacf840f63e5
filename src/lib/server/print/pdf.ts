import { deflateSync } from 'node:zlib';

/**
 * A PDF of vector shapes and short lines of text (ISO 32000-1). Two fonts that no file carries: Helvetica, which every viewer
 * has, and STSong-Light, for which every viewer puts a Chinese font of its own (Adobe-GB1, UniGB-UTF16-H: all of GB 18030).
 */
export interface PdfPage {
	/** Millimetres. */
	readonly width: number;
	readonly height: number;
	/** Operators, in millimetres from the top left corner, as the functions of draw.ts give them. */
	readonly content: string;
}

const POINTS_PER_MM = 72 / 25.4;
/** Numbers of the objects that every file has. */
const [CATALOGUE, PAGES, INFO, LATIN, HAN, HAN_CID, HAN_LOOKS, FIRST_PAGE] = [
	1, 2, 3, 4, 5, 6, 7, 8,
] as const;

const FONTS: readonly [number, string][] = [
	[LATIN, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
	[
		HAN,
		`<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [${HAN_CID} 0 R] >>`,
	],
	[
		HAN_CID,
		`<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor ${HAN_LOOKS} 0 R
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>`,
	],
	[
		HAN_LOOKS,
		`<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880]
/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>`,
	],
];

/** The file. Printed as large as it is: nothing of it may be scaled to the paper. */
export function writePdf(title: string, pages: readonly PdfPage[]): Uint8Array {
	const kids = pages.map((_, index) => `${FIRST_PAGE + 2 * index} 0 R`).join(' ');
	const objects = new Map<number, Buffer>([
		[
			CATALOGUE,
			text(`<< /Type /Catalog /Pages ${PAGES} 0 R /ViewerPreferences << /PrintScaling /None >> >>`),
		],
		[PAGES, text(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`)],
		[INFO, text(`<< /Title <FEFF${utf16(title)}> /Creator (Gongzhan) >>`)],
		...FONTS.map(([number, font]): [number, Buffer] => [number, text(font)]),
	]);
	pages.forEach((page, index) => {
		const number = FIRST_PAGE + 2 * index;
		const [width, height] = [page.width, page.height].map((mm) => (mm * POINTS_PER_MM).toFixed(3));
		objects.set(
			number,
			text(
				`<< /Type /Page /Parent ${PAGES} 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${number + 1} 0 R
/Resources << /Font << /Latin ${LATIN} 0 R /Han ${HAN} 0 R >> >> >>`,
			),
		);
		// From here on one unit is a millimetre, and y grows downwards.
		const scale = POINTS_PER_MM.toFixed(6);
		objects.set(number + 1, stream(`${scale} 0 0 -${scale} 0 ${height} cm\n${page.content}`));
	});
	return assemble(objects);
}

const text = (content: string): Buffer => Buffer.from(content, 'latin1');

function stream(content: string): Buffer {
	const packed = deflateSync(text(content));
	const head = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`;
	return Buffer.concat([text(head), packed, text('\nendstream')]);
}

function assemble(objects: ReadonlyMap<number, Buffer>): Uint8Array {
	const parts = [text('%PDF-1.5\n%\xe5\xae\xab\xe7\xab\x99\n')];
	let length = parts[0]!.length;
	const offsets: string[] = [];
	for (const [number, content] of [...objects].sort(([a], [b]) => a - b)) {
		offsets.push(`${String(length).padStart(10, '0')} 00000 n \n`);
		const part = Buffer.concat([text(`${number} 0 obj\n`), content, text('\nendobj\n')]);
		parts.push(part);
		length += part.length;
	}
	const size = objects.size + 1;
	const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
	const trailer = `trailer\n<< /Size ${size} /Root ${CATALOGUE} 0 R /Info ${INFO} 0 R >>\nstartxref\n${length}\n%%EOF\n`;
	return Buffer.concat([...parts, text(table + trailer)]);
}

/** Big-endian UTF-16 as hex, as the encoding of the Chinese font wants it. */
export const utf16 = (characters: string): string =>
	Array.from({ length: characters.length }, (_, at) =>
		characters.charCodeAt(at).toString(16).padStart(4, '0'),
	).join('');
