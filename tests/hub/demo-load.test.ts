import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Clock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { findablesOf } from '../../src/lib/exhibits/findables.ts';
import { boardOf } from '../../src/lib/domain/schedule.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import { DEMO_VENUE, loadDemo, refreshDemo } from '../../src/lib/server/demo/load.ts';
import { MEMBERS } from '../../src/lib/server/demo/members.ts';
import { sheetOf } from '../../src/routes/exhibits/[kind]/[id]/sheet.server.ts';

/** A Wednesday, a quarter past two in the afternoon in Shanghai. */
const START = Date.parse('2026-11-25T14:15:00+08:00');
const DAY = 86_400_000;

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function demoHub() {
	const dataDir = mkdtempSync(join(tmpdir(), 'gongzhan-demo-'));
	let now = START;
	const clock: Clock = { now: () => now, monotonic: () => now - START };
	const config = readConfig({ DATA_DIR: dataDir });
	const opened = config.ok ? await openHub(config.value, { clock, random: systemRandom }) : config;
	if (!opened.ok) throw new Error(String(opened.error));
	const hub = opened.value;
	cleanups.push(async () => {
		await hub.close();
		rmSync(dataDir, { recursive: true });
	});
	const rev = () => hub.storage.read((tx) => tx.records.rev(DEMO_VENUE));
	return { hub, rev, pass: (ms: number) => (now += ms) };
}

it('fills an empty hub: board, people, tallies, last week’s attendance', async () => {
	const { hub } = await demoHub();
	const shares: number[] = [];
	await loadDemo(hub, (share) => shares.push(share));
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
	expect(shares.at(-1)).toBe(1);

	const catalogue = (await hub.records.catalogue(DEMO_VENUE))!;
	const { venue, rooms, programmes, sessions } = catalogue;
	const exhibition = await hub.records.exhibition(DEMO_VENUE);
	const { honorees } = exhibition;
	expect([venue.demo, rooms.size, programmes.size, honorees.size]).toEqual([true, 8, 5, 12]);
	expect([exhibition.stories.size, exhibition.methods.size, exhibition.scenes.size]).toEqual([4, 3, 100]);
	for (const { of } of findablesOf([...honorees.values()], exhibition))
		expect(await sheetOf(hub, DEMO_VENUE, of.kind, of.id), `${of.kind} ${of.id}`).not.toBeNull();
	expect(await sheetOf(hub, DEMO_VENUE, 'person', 'nobody')).toBeNull();
	expect(await hub.storage.read((tx) => tx.people.count())).toBe(MEMBERS);

	const board = boardOf(catalogue, START).filter((row) => row.phase !== 'over');
	expect(new Set(board.map((row) => row.seats))).toEqual(new Set(['free', 'few', 'full']));
	expect(board.some((row) => row.open && row.phase === 'next')).toBe(true);

	for (const session of sessions.values()) {
		const { enrolled, present } = catalogue.tallies.get(session.id)!;
		expect(enrolled).toBeGreaterThanOrEqual(8);
		// Who comes, comes to what is over; nobody is in a class that is yet to be checked in to.
		const over = session.endsAt <= START && session.status === 'scheduled';
		expect(present > 0 && present <= enrolled, session.id).toBe(over);
	}
	expect(await hub.passes.samples(DEMO_VENUE)).not.toBeNull();
});

it('changes nothing when loaded or refreshed again at the same moment', async () => {
	const { hub, rev } = await demoHub();
	await loadDemo(hub);
	const before = await rev();
	await refreshDemo(hub, START);
	await loadDemo(hub);
	expect(await rev()).toBe(before);
});

it('is up to date again after nine days, without the sessions of old', async () => {
	const { hub, pass } = await demoHub();
	await loadDemo(hub);
	const now = pass(9 * DAY);
	await refreshDemo(hub, now);
	const catalogue = (await hub.records.catalogue(DEMO_VENUE))!;
	const starts = [...catalogue.sessions.values()].map((s) => s.startsAt);
	expect(Math.min(...starts)).toBeGreaterThan(now - 7 * DAY);
	expect(Math.max(...starts)).toBeGreaterThan(now + 6 * DAY);
	expect(boardOf(catalogue, now).some((row) => row.phase === 'now')).toBe(true);
	const { honorees } = await hub.records.exhibition(DEMO_VENUE);
	expect([...honorees.values()].filter((h) => h.month).map((h) => h.month)).toEqual(['2026-12']);
});

it('leaves a hub without the demo venue alone', async () => {
	const { hub } = await demoHub();
	await refreshDemo(hub, START);
	expect(await hub.records.venues()).toEqual([]);
});
