import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { err, ok } from '../../base/result.ts';
import type { MediaFolder } from './folder.ts';
import { recognise } from './recognise.ts';
import type { MediaService } from './shapes.ts';
import { plainName } from './uploads.ts';

const SCAN_BYTES = 10_000_000;
const SCAN_TYPES: Readonly<Record<string, string>> = { jpeg: 'image/jpeg', png: 'image/png' };

/** Scanned papers of consents: they stay on the hub. */
export const scans = (folder: MediaFolder): Pick<MediaService, 'keepScan' | 'scan'> => ({
	async keepScan(file) {
		if (file.size > SCAN_BYTES) return err('bad-scan');
		const bytes = new Uint8Array(await file.arrayBuffer());
		const known = recognise(bytes.subarray(0, 4096));
		const type = known.ok
			? SCAN_TYPES[known.value]
			: known.error === 'document'
				? 'application/pdf'
				: undefined;
		if (!type) return err('bad-scan');
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const path = folder.scan(sha256);
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		await writeFile(path, bytes, { mode: 0o600 });
		return ok({ sha256, type, bytes: bytes.length, name: plainName(file.name) });
	},
	scan: (sha256) =>
		readFile(folder.scan(sha256)).then(
			(bytes) => new Uint8Array(bytes),
			() => null,
		),
});
