import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok } from '../../base/result.ts';
import type { Media, MediaFile } from '../../domain/media.ts';
import { readVtt, writeVtt } from '../../exhibits/webvtt.ts';
import type { Context } from '../context.ts';
import { settle } from '../exhibition/shelf.ts';
import { checkedChange } from '../records.ts';
import type { MediaFolder } from './folder.ts';
import type { MediaService } from './shapes.ts';

/** BCP 47, as far as captions need it: zh-CN, yue, en. */
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

/** Captions are written anew from what was read of them: no mark that a browser would act on is left. */
export const captioner = (
	{ storage, clock }: Context,
	folder: MediaFolder,
): Pick<MediaService, 'caption'> => ({
	async caption(by, venueId, mediaId, language, text) {
		if (!LANGUAGE.test(language)) return err({ fault: 'bad-language' });
		const read = readVtt(text);
		if (!read.ok) return read;
		const bytes = Buffer.from(writeVtt(read.value));
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		// Another text is another file: what a browser keeps for ever stays true.
		const name = `captions.${language.toLowerCase()}.${sha256.slice(0, 8)}.vtt`;
		const path = join(folder.files(mediaId), name);
		const there = await storage.read((tx) => tx.media.get(venueId, [mediaId]));
		if (there[0]?.state !== 'ready' || there[0].kind === 'picture') return err({ fault: 'no-such-media' });
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		await writeFile(path, bytes);
		const track: MediaFile = { name, type: 'text/vtt', bytes: bytes.length, sha256, language };
		await storage.write(venueId, async (tx) => {
			const [row] = await tx.media.get(venueId, [mediaId]);
			const body = JSON.parse(row!.body) as Media;
			const files = [...body.files.filter((file) => file.language !== language), track];
			const changed = checkedChange({ kind: 'media', id: mediaId, body: { ...body, files } }).body!;
			await tx.media.put(venueId, { ...row!, body: changed });
			const line = { at: clock.now(), venueId, actor: `staff:${by.id}`, action: 'media-caption' };
			await tx.audit.append({ ...line, subject: `media:${mediaId}`, detail: language });
			await settle(tx, venueId, [], [mediaId], line.at);
		});
		return ok(null);
	},
});
