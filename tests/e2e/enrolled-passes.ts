import { systemClock } from '../../src/lib/base/clock.ts';
import { asId, type MemberId, type OfferingId, type SessionId } from '../../src/lib/base/id.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { boardOf } from '../../src/lib/domain/schedule.ts';
import { readCatalogue } from '../../src/lib/server/catalogue.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { readConfig } from '../../src/lib/server/config.ts';
import type { Hub } from '../../src/lib/server/hub.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { importPeople } from '../../src/lib/server/people.ts';

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
		if (texts.length < count) await openClass(opened.value, count - texts.length);
		return texts.length < count ? await passesFrom(opened.value, count) : texts;
	} finally {
		await opened.value.close();
	}
}

/** A class with so many people in it that takes check-ins now, whatever the hour. */
async function openClass(hub: Hub, people: number): Promise<void> {
	const venueId = (await hub.storage.read((tx) => tx.records.venues()))[0]!;
	const { offerings, rooms } = (await hub.storage.read((tx) => readCatalogue(tx, venueId)))!;
	const now = systemClock.now();
	const offering = { ...[...offerings.values()][0]!, id: asId<OfferingId>('open-now'), capacity: people };
	const session = {
		...{ id: asId<SessionId>('open-now'), offeringId: offering.id, roomId: [...rooms.keys()][0]! },
		...{ startsAt: now, endsAt: now + 3_600_000, status: 'scheduled' as const },
	};
	await hub.records.publish(venueId, [
		{ kind: 'offering', id: offering.id, body: offering },
		{ kind: 'session', id: session.id, body: session },
	]);
	const members = Array.from({ length: people }, (_, n) => ({
		memberId: asId<MemberId>(n.toString(16).padStart(16, '0')),
		...{ name: `队员${n + 1}`, number: `Q${n + 1}` },
	}));
	const enrollments = members.map(({ number }) => ({ memberNumber: number, offeringId: offering.id }));
	await importPeople(hub, venueId, { members, enrollments });
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
