import type { Device } from '../../src/lib/server/hub.ts';
import type { CacheDisk } from './cache.ts';
import type { Machine } from './machine.ts';
import type { World } from './world.ts';

/** What must be true of a machine at the end. `records`: what a fresh one would be told. */
export async function checkMachine(
	{ sim, forked, revoked }: World,
	{ name, disk, program, cache }: Machine,
	records: CacheDisk,
	device: Device,
): Promise<void> {
	// [S12] What a revoked one holds is taken; it is told that it is no longer paired, and nothing else.
	const isRevoked = revoked.has(name);
	for (const state of program?.states() ?? []) {
		const isWell = isRevoked
			? state.is === 'waiting' && state.because === 'unpaired'
			: state.is === 'resting';
		if (!isWell) sim.violated(`${name} has not come to rest: ${JSON.stringify(state)}`);
	}
	if (!program) sim.violated(`${name} is off`);
	for (const { entry, aside } of disk.entries.values()) {
		const isReadable = entry.fact.kind !== 'check-in' || (entry.fact.channel as string) !== 'hologram';
		if (!aside || isReadable) sim.violated(`[S5] ${name} still holds entry ${entry.seq}`);
	}
	if (!forked.has(disk.outbox.outboxId)) {
		if (disk.hubHead?.hash !== disk.head.hash)
			sim.violated(`[S9] ${name} stands at ${disk.head.seq}, the hub at ${disk.hubHead?.seq ?? 'nothing'}`);
		if (!device.proof?.equal)
			sim.violated(`[S9] the hub has no proof of ${name}: ${JSON.stringify(device.proof)}`);
	}
	if (isRevoked) return;
	const stale = differing(cache, records);
	if (stale.length > 0) sim.violated(`[S14] ${name} has other records than the hub: ${stale.join(', ')}`);
}

function differing(one: CacheDisk, other: CacheDisk): string[] {
	const keys = new Set([...one.records.keys(), ...other.records.keys()]);
	const text = (disk: CacheDisk, key: string): string => JSON.stringify(disk.records.get(key)?.body ?? null);
	return [...keys].filter((key) => text(one, key) !== text(other, key));
}
