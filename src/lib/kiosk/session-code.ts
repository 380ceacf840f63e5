import { fromHex } from '../base/bytes.ts';
import type { SessionId } from '../base/id.ts';
import { sessionCodePath, stepAt, stepDate } from '../domain/session-code.ts';
import type { DeviceSelf } from '../sync/wire.ts';

/** The address that phones scan for this session at `now` (corrected); null where the day's key is not here. */
export function sessionCodeUrl(self: DeviceSelf, sessionId: SessionId, now: number): string | null {
	const step = stepAt(now);
	const key = fromHex(self.dayKeys[stepDate(step)] ?? '');
	if (!key || key.length === 0) return null;
	return self.origin + sessionCodePath({ sessionId, deviceId: self.deviceId, step }, key);
}
