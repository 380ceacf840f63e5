import { systemClock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { boardOf } from '../../src/lib/domain/schedule.ts';
import { readCatalogue } from '../../src/lib/server/catalogue.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';

/** Passes of people whose class takes check-ins now and who are not in yet, straight from a hub's data; also while it runs. */
export async function enrolledPasses(dataDir: string, count: number): Promise<string[]> {
	const config = readConfig({ DATA_DIR: dataDir });
	if (!config.ok) throw new Error(config.error.join('; '));
	const opened = await openHub(config.value, {
		clock: systemClock,
		random: systemRandom,
		log: makeLog('error'),
	});
	if (!opened.ok) throw new Error(opened.error);
	try {
		const texts = await passesFrom(opened.value, count);
		if (texts.length < count) throw new Error(`only ${texts.length} of ${count} people may come in now`);
		return texts;
	} finally {
		await opened.value.close();
	}
}

async function passesFrom(hub: Hub, count: number): Promise<string[]> {
	const venueId = (await hub.storage.read((tx) => tx.records.venues()))[0]!;
	const catalogue = (await hub.storage.read((tx) => readCatalogue(tx, venueId)))!;
	const open = boardOf(catalogue, systemClock.now()).filter(
		(row) => row.open && row.meeting.session.status === 'scheduled',
	);
	const texts = new Map<string, string>();
	for (const { meeting } of open) {
		const sessionId = meeting.session.id;
		for (const { memberId, text } of await hub.passes.sheet(venueId, meeting.offering.id)) {
			if (texts.size >= count) break;
			const known = await hub.storage.read((tx) => tx.attendance.of(venueId, { sessionId, memberId }));
			if (!known || known.status === 'absent') texts.set(memberId, text);
		}
	}
	return [...texts.values()];
}
