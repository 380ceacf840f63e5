import type { DeviceId } from '../../base/id.ts';
import type { Witnessed } from '../../domain/attendance.ts';
import { correctedTime, isPresenceFact, type PresenceFact, type Timing } from '../../domain/fact.ts';
import type { Entry } from '../../sync/entry.ts';
import { SKEW_LIMIT } from '../../sync/hub-time.ts';
import type { AppendFailure } from '../../sync/ports.ts';
import type { DeskGround } from './ground.ts';

/** `witnessed`: null where there was nothing to write. */
export type Written =
	| { readonly ok: true; readonly witnessed: Witnessed | null }
	| { readonly ok: false; readonly failure: AppendFailure };

/** Longer than the night after a class that ends late. */
const LOOK_BACK_MS = 36 * 3_600_000;

/** What this tablet has written of late, sent or not. */
export async function ownFacts({ ledger, paired }: DeskGround, now: number): Promise<Witnessed[]> {
	const entries = await ledger.since(now - LOOK_BACK_MS);
	return entries.flatMap((entry) => witnessedFrom(entry, paired.deviceId) ?? []);
}

/** Into the tablet's outbox, durably [S1]. */
export async function writeFact(
	{ ledger, clock, paired, onWritten }: DeskGround,
	fact: PresenceFact,
): Promise<Written> {
	const timing = clock.timing();
	const written = await ledger.append(marked(fact, timing), timing);
	if (!written.ok) return written;
	onWritten(written.entry.entryId);
	return { ok: true, witnessed: witnessedFrom(written.entry, paired.deviceId) };
}

const marked = (fact: PresenceFact, { offset }: Timing): PresenceFact =>
	fact.kind === 'check-in' && Math.abs(offset) > SKEW_LIMIT
		? { ...fact, flags: [...fact.flags, 'clock-skewed'] }
		: fact;

const witnessedFrom = ({ entryId, fact, timing }: Entry, deviceId: DeviceId): Witnessed | null =>
	isPresenceFact(fact) ? { entryId, deviceId, at: correctedTime(timing), fact } : null;
