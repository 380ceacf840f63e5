import { err, ok, type Result } from '../../base/result.ts';
import { isSpoken, WIRE_VERSIONS, type WireVersion } from '../../sync/versions.ts';
import { problem } from './problem.ts';

const SPOKEN = WIRE_VERSIONS.map((version) => `gongzhan/${version}`).join(', ');
const [OLDEST] = WIRE_VERSIONS;
const NEWEST = WIRE_VERSIONS.at(-1)!;

/**
 * The version that a body or an address names [S18]; the first one's requests without a body named none. Another version is
 * no mistake of a field: whoever asks has to update, or the hub.
 */
export function versionAsked(said: unknown): Result<WireVersion, Response> {
	if (said === undefined || said === null) return ok(OLDEST);
	const version = Number(said);
	if (isSpoken(version)) return ok(version);
	const [older, newer] = version > NEWEST ? ['hub', 'device'] : ['device', 'hub'];
	return err(
		problem('outdated', {
			message: `this hub speaks wire versions ${OLDEST} to ${NEWEST}, the request version ${version}`,
			field: 'v',
			hint: `the ${older} is older than the ${newer}: update it; entries stay where they are until then`,
			headers: { upgrade: SPOKEN },
		}),
	);
}

/** The answer in the version that was asked in. So far they differ in their number alone. */
export const answerIn = (version: WireVersion, answer: unknown): unknown =>
	typeof answer === 'object' && answer !== null && 'v' in answer ? { ...answer, v: version } : answer;
