import { err, ok, type Result } from '../../base/result.ts';
import { LONGEST_RECORDING_MS } from '../../domain/recording.ts';
import { recognise } from '../media/recognise.ts';
import { readWebm } from '../media/webm.ts';
import { webmMillis } from '../media/webm-length.ts';

/** How long it is, in ms, where it is what kiosks record: WebM with one track of Opus, whole and no longer than it may be. */
export async function soundLength(sound: Uint8Array): Promise<Result<number, 'not-sound' | 'too-long'>> {
	const bytes = Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength);
	const format = recognise(bytes.subarray(0, 4096));
	if (!format.ok || format.value !== 'webm') return err('not-sound');
	const read = await readWebm(
		async (position, length) => bytes.subarray(position, position + length),
		bytes.length,
	);
	if (!read.ok || read.value.kind !== 'audio') return err('not-sound');
	const millis = webmMillis(bytes);
	if (millis === null) return err('not-sound');
	return millis > LONGEST_RECORDING_MS ? err('too-long') : ok(Math.round(millis));
}
