/** Versions of what travels between device and hub [S18]. A change of shape is a new number (wire.test.ts). */
export const WIRE_VERSIONS = [1, 2, 3] as const;
export type WireVersion = (typeof WIRE_VERSIONS)[number];

/** The newest, in which a device begins. */
export const WIRE_VERSION = 3 satisfies WireVersion;

export const isSpoken = (version: unknown): version is WireVersion =>
	(WIRE_VERSIONS as readonly unknown[]).includes(version);

/** The newest version that this program and the other one speak, or which side has to be updated. */
export type Agreement = { ok: true; version: WireVersion } | { ok: false; tooOld: 'we' | 'they' };

export function agreeOn(theirs: readonly number[]): Agreement {
	const version = WIRE_VERSIONS.findLast((ours) => theirs.includes(ours));
	if (version !== undefined) return { ok: true, version };
	return { ok: false, tooOld: Math.max(...theirs) < WIRE_VERSIONS[0] ? 'they' : 'we' };
}
