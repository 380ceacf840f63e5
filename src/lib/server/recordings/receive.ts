import { createHash } from 'node:crypto';
import { fromBase64Url } from '../../base/bytes.ts';
import { recordingEnds } from '../../domain/recording.ts';
import { openRecording } from '../../domain/sealed-recording.ts';
import type { Context } from '../context.ts';
import { sealingSecret } from './sealing-key.ts';
import type { RecordingService } from './shapes.ts';
import { soundLength } from './sound.ts';

/**
 * Opens it to see what it is, and keeps it sealed as it came. One that a venue has turned off meanwhile is taken all the same:
 * its teller was told so.
 */
export const receiver = ({ storage, clock, keyring }: Context): Pick<RecordingService, 'receive'> => ({
	async receive({ id: deviceId, venueId }, { id, at, keepDays, language, sha256, sealed }) {
		const bytes = fromBase64Url(sealed);
		if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return 'damaged';
		const sound = openRecording(bytes, sealingSecret(keyring), { venueId, id });
		if (!sound) return 'unreadable';
		const length = await soundLength(sound);
		sound.fill(0);
		if (!length.ok) return length.error;
		return storage.write(venueId, async (tx) => {
			const known = await tx.recordings.get(venueId, id);
			if (known) return known.sha256 === sha256 ? 'taken' : 'other-content';
			const receivedAt = clock.now();
			// Told in the future, by a clock that is ahead: from now on.
			const told = Math.min(at, receivedAt);
			const dueAt = recordingEnds(told, keepDays);
			const isOver = dueAt <= receivedAt;
			const decided = isOver
				? ({ state: 'over', decidedAt: receivedAt, by: 'hub' } as const)
				: ({ state: 'waiting', decidedAt: null, by: null } as const);
			const row = { recordingId: id, deviceId, language, at: told, receivedAt, dueAt, millis: length.value };
			await tx.recordings.add(venueId, { ...row, sha256, ...decided, detail: null }, isOver ? null : sealed);
			return 'taken';
		});
	},
});
