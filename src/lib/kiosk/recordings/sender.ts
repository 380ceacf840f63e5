import { toBase64Url, toHex } from '../../base/bytes.ts';
import { sha256 } from '../../base/digest.ts';
import type { RecordingId } from '../../base/id.ts';
import { afterAnswer, recordingEnds, type RecordingOutcome } from '../../domain/recording.ts';
import { RecordingAnswerSchema, type SentRecording } from '../../sync/recording.ts';
import { WIRE_VERSION } from '../../sync/versions.ts';
import { asking } from '../hub-client.ts';
import type { RecordingDatabase, ToldRow } from './database.ts';
import type { RecordingGround } from './ground.ts';

export interface SenderDeps {
	readonly database: RecordingDatabase;
	readonly ground: Pick<RecordingGround, 'clock' | 'origin' | 'paired'>;
	/** The hub is there, and has all check-ins: a voice can wait. */
	readonly ready: () => boolean;
	/** Told of every one that is no longer waiting here. */
	readonly onMoved: () => void;
}

/** One may be half a megabyte, on a line that is not good. */
const PATIENCE_MS = 60_000;

/**
 * Brings recordings to the hub, one after another [S21]: each goes only with the hub's word that it has it, or when the time is
 * over that its teller was told. One that does not get through lets the others pass.
 */
export function createSender({ database, ground, ready, onMoved }: SenderDeps): () => Promise<void> {
	const { clock, origin, paired } = ground;
	const ask = asking({ origin, clock, patience: PATIENCE_MS });
	const stuck = new Set<RecordingId>();

	async function send(row: ToldRow): Promise<boolean> {
		const sealed = await database.sealed.get(row.id);
		const { id, at, keepDays, language } = row;
		if (!sealed) {
			await database.told.update(id, { aside: 'damaged' satisfies RecordingOutcome });
			return true;
		}
		const body: SentRecording = {
			...{ id, at: Math.max(0, Math.round(at)), keepDays, language, sha256: row.sha256 },
			sealed: toBase64Url(sealed.bytes),
		};
		const answer = await ask('/device/recordings', RecordingAnswerSchema, { v: WIRE_VERSION, ...body });
		if (!answer.ok) return false;
		const { outcome } = answer.value;
		const next = afterAnswer(outcome, toHex(sha256(sealed.bytes)) === row.sha256);
		if (next === 'forget') await database.forget([id]);
		if (next === 'aside') await database.told.update(id, { aside: outcome });
		return next !== 'again';
	}

	async function sendAll(): Promise<void> {
		const { now } = clock.corrected();
		const rows = await database.told.toArray();
		const over = rows.filter(({ at, keepDays }) => clock.trusted() && recordingEnds(at, keepDays) <= now);
		if (over.length > 0) {
			await database.forget(over.map(({ id }) => id));
			onMoved();
		}
		const waiting = rows
			.filter((row) => row.aside === null && row.venueId === paired.venueId && !over.includes(row))
			.sort((a, b) => Number(stuck.has(a.id)) - Number(stuck.has(b.id)) || a.at - b.at);
		for (const row of waiting) {
			if (!ready()) return;
			if (!(await send(row))) return void stuck.add(row.id);
			stuck.delete(row.id);
			onMoved();
		}
	}

	return async () => {
		if (!('locks' in navigator)) return sendAll();
		// Of all tabs one; sending twice would do no harm.
		await navigator.locks.request('gongzhan-recordings', { ifAvailable: true }, async (lock) => {
			if (lock) await sendAll();
		});
	};
}
