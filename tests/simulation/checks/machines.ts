import type { Fact } from '../../../src/lib/domain/fact.ts';
import type { Device } from '../../../src/lib/server/hub.ts';
import type { CacheDisk } from '../kiosk/cache.ts';
import type { Machine } from '../kiosk/machine.ts';
import type { World } from '../world.ts';

/** What must be true of a machine at the end. `records`: what a fresh one would be told. */
export async function checkMachine(
	{ sim, forked, revoked, witness }: World,
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
		if (!aside || canBeRead(entry.fact)) sim.violated(`[S5] ${name} still holds entry ${entry.seq}`);
	}
	if (!forked.has(disk.outbox.outboxId)) {
		// [S8] What the hub cannot read stays, and is shown.
		for (const { outboxId, seq, fact } of witness.written.values())
			if (outboxId === disk.outbox.outboxId && !canBeRead(fact) && !disk.entries.get(seq)?.aside)
				sim.violated(`[S8] ${name} no longer holds entry ${seq}, which the hub could not read`);
		if (disk.hubHead?.hash !== disk.head.hash)
			sim.violated(`[S9] ${name} stands at ${disk.head.seq}, the hub at ${disk.hubHead?.seq ?? 'nothing'}`);
		if (!device.proof?.equal)
			sim.violated(`[S9] the hub has no proof of ${name}: ${JSON.stringify(device.proof)}`);
	}
	if (isRevoked) return;
	const stale = differing(cache, records);
	if (stale.length > 0) sim.violated(`[S14] ${name} has other records than the hub: ${stale.join(', ')}`);
}

const canBeRead = (fact: Fact): boolean =>
	fact.kind !== 'check-in' || (fact.channel as string) !== 'hologram';

function differing(one: CacheDisk, other: CacheDisk): string[] {
	const keys = new Set([...one.records.keys(), ...other.records.keys()]);
	const text = (disk: CacheDisk, key: string): string => JSON.stringify(disk.records.get(key)?.body ?? null);
	return [...keys].filter((key) => text(one, key) !== text(other, key));
}
