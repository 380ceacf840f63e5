import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pairTwin } from '../hub/device-twin.ts';
import { startHub, type RunningHub } from '../hub/harness.ts';
import type { Dice } from '../simulation/dice.ts';
import { audit, readSqlite } from './books.ts';
import { furnishVenue } from './furnished-venue.ts';
import type { KillOrder } from './kill-hubs.ts';
import { until } from './patience.ts';
import { skipped, type Report } from './report.ts';
import { createSender, type Sender } from './sender.ts';
import { verifyData } from './site.ts';

const FAULT = 'disk full at the hub';
const OUTBOXES = 4;
const DISK_MB = 24;
const LEFT_OVER = 96 * 1024;
const PATIENCE_MS = 30_000;

/** A small disk of its own, in memory. Null where this user may not mount one. */
function mountDisk(): string | null {
	const folder = mkdtempSync(join(tmpdir(), 'gongzhan-disk-'));
	const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'gongzhan', folder]);
	if (mounted.status === 0) return folder;
	rmSync(folder, { recursive: true });
	return null;
}

function unmount(folder: string): void {
	spawnSync('umount', [folder]);
	rmSync(folder, { recursive: true });
}

/** The hub's disk runs full under load, and has room again: nothing is lost, half-written or stuck. */
export async function fillDisk(order: KillOrder): Promise<Report> {
	const disk = mountDisk();
	if (!disk) return skipped(FAULT, 'only root may mount a small disk');
	const { sessionId } = await furnishVenue({ DATA_DIR: disk }, 1);
	const hub = await startHub({ dataDir: disk });
	try {
		const device = await pairTwin(hub.links.kiosk);
		const outboxes = [device, ...Array.from({ length: OUTBOXES - 1 }, () => device.newOutbox())];
		const senders = outboxes.map((outbox) =>
			createSender({ device, outbox, sessionId, origins: [hub.origin], chance: order.chance.fork() }),
		);
		const times = Math.max(1, Math.round(order.kills / 10));
		const problems: string[] = [];
		for (let time = 1; time <= times && problems.length === 0; time++) {
			problems.push(...(await oneFill({ hub, disk, senders, chance: order.chance })));
			order.say(`${time}/${times}: full and free again`);
		}
		for (const sender of senders) await sender.sendAgain(1);
		return await reportOn(disk, senders, times, problems);
	} finally {
		await hub.stop();
		unmount(disk);
	}
}

interface Scene {
	readonly hub: RunningHub;
	readonly disk: string;
	readonly senders: readonly Sender[];
	readonly chance: Dice;
}

/** Fills the disk under load until the hub says so, looks at what it answers, and makes room. */
async function oneFill({ hub, disk, senders, chance }: Scene): Promise<string[]> {
	const over = new AbortController();
	const load = Promise.all(senders.map((sender) => sender.run(over.signal)));
	const filler = join(disk, 'filler');
	const { bavail, bsize } = statfsSync(disk);
	writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - chance.between(0, LEFT_OVER))));
	const problems: string[] = [];
	const refused = (): number =>
		senders.reduce((sum, { refusals }) => sum + (refusals.get('503 storage-full') ?? 0), 0);
	const before = refused();
	if (!(await until(() => refused() > before + 2 * OUTBOXES, PATIENCE_MS)))
		problems.push(`the hub does not say that its disk is full: ${JSON.stringify([...senders[0]!.refusals])}`);
	const health = await fetch(`${hub.origin}/api/v1/health`);
	const said = (await health.json()) as { error?: string };
	if (health.status !== 503 || said.error !== 'storage-full')
		problems.push(`the health of a full hub is ${health.status} ${JSON.stringify(said)}`);
	const killed = chance.is(0.5) ? await startOnFullDisk(hub) : null;
	rmSync(filler);
	if (killed) {
		problems.push(...killed.problems);
		if (!killed.runs) await hub.restart();
	}
	over.abort();
	await load;
	const well = async (): Promise<boolean> => (await fetch(`${hub.origin}/api/v1/health`)).ok;
	if (!(await until(well, PATIENCE_MS))) problems.push('with room again, the hub still says that it is full');
	return problems;
}

/** It may run or refuse; where it refuses it says why. */
async function startOnFullDisk(hub: RunningHub): Promise<{ runs: boolean; problems: string[] }> {
	await hub.kill();
	const refusal = await hub.restart().then(
		() => null,
		(error: Error) => error.message,
	);
	if (refusal === null || /the disk of DATA_DIR is full/.test(refusal))
		return { runs: !refusal, problems: [] };
	return { runs: false, problems: [`started on a full disk, the hub ends with: ${refusal}`] };
}

async function reportOn(
	dataDir: string,
	senders: readonly Sender[],
	times: number,
	before: readonly string[],
): Promise<Report> {
	const books = readSqlite(dataDir);
	const { lost, doubled, problems } = audit(books, senders, true);
	const broken = await verifyData({ DATA_DIR: dataDir });
	const shown = senders.reduce((sum, { entries }) => sum + entries.length, 0);
	const told = senders.flatMap((sender) => sender.problems);
	return {
		...{ fault: FAULT, times, shown, facts: books.facts.length, lost, doubled },
		problems: [...before, ...problems, ...told, ...(broken ? [broken] : [])],
	};
}
