import { crc32, deflateRawSync } from 'node:zlib';

/** ZIP archives as office programs make them (APPNOTE.TXT 6.3): written whole, and looked into without unpacking. */

export interface ZipFile {
	readonly name: string;
	readonly text: string;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 1980-01-01, the first day that the format knows: equal tables are equal files. */
const DATE = 0x21;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;

export function writeZip(files: readonly ZipFile[]): Uint8Array {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const { name, text } of files) {
		const plain = Buffer.from(text);
		const packed = deflateRawSync(plain);
		const named = Buffer.from(name);
		const about = Buffer.alloc(26);
		about.writeUInt16LE(20, 0);
		about.writeUInt16LE(UTF8_NAMES, 2);
		about.writeUInt16LE(DEFLATED, 4);
		about.writeUInt16LE(DATE, 8);
		about.writeUInt32LE(crc32(plain), 10);
		about.writeUInt32LE(packed.length, 14);
		about.writeUInt32LE(plain.length, 18);
		about.writeUInt16LE(named.length, 22);
		parts.push(signed(LOCAL), about, named, packed);
		const rest = Buffer.alloc(14);
		rest.writeUInt32LE(offset, 10);
		directory.push(signed(CENTRAL), Buffer.from([20, 0]), about, rest, named);
		offset += 30 + named.length + packed.length;
	}
	const listed = Buffer.concat(directory);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(files.length, 4);
	end.writeUInt16LE(files.length, 6);
	end.writeUInt32LE(listed.length, 8);
	end.writeUInt32LE(offset, 12);
	return Buffer.concat([...parts, listed, signed(END), end]);
}

function signed(signature: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(signature);
	return bytes;
}

export interface ZipEntry {
	readonly name: string;
	/** Unpacked, as the archive says. */
	readonly size: number;
}

const END_LENGTH = 22;
const MOST_COMMENT = 0xffff;
const MOST_ENTRIES = 10_000;

/** What an archive says it holds; null where it has no directory: it is cut off, or no archive. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | null {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	let end = buffer.length - END_LENGTH;
	const first = Math.max(0, end - MOST_COMMENT);
	while (end >= first && buffer.readUInt32LE(end) !== END) end--;
	if (end < first) return null;
	const count = buffer.readUInt16LE(end + 10);
	let at = buffer.readUInt32LE(end + 16);
	const entries: ZipEntry[] = [];
	while (entries.length < Math.min(count, MOST_ENTRIES)) {
		if (at + 46 > buffer.length || buffer.readUInt32LE(at) !== CENTRAL) return null;
		const length = buffer.readUInt16LE(at + 28);
		const name = buffer.toString('utf8', at + 46, at + 46 + length);
		entries.push({ name, size: buffer.readUInt32LE(at + 24) });
		at += 46 + length + buffer.readUInt16LE(at + 30) + buffer.readUInt16LE(at + 32);
	}
	return entries;
}
