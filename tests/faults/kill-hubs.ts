import { setTimeout as sleep } from 'node:timers/promises';
import { pairTwin, type DeviceTwin } from '../hub/device-twin.ts';
import type { Dice } from '../simulation/dice.ts';
import { audit } from './books.ts';
import { listen, type Listener } from './listener.ts';
import { until } from './patience.ts';
import type { Report } from './report.ts';
import { createSender, type Sender } from './sender.ts';
import type { Site } from './site.ts';

/** How often, by which throws of the dice. */
export interface KillOrder {
	readonly kills: number;
	readonly chance: Dice;
	/** Told of progress. */
	readonly say: (line: string) => void;
}

const OUTBOXES_EACH = 3;
const HEAR_WITHIN_MS = 15_000;

/** Kills under load, again and again. Whatever is promised must be held after each time. */
export async function killHubs(site: Site, { kills, chance, say }: KillOrder): Promise<Report> {
	const devices = [await pairTwin(site.links.kiosk), await pairTwin(site.links.lobby)];
	const senders = devices.flatMap((device) => sendersOf(site, device, chance));
	const listeners = site.origins.flatMap((origin) => devices.map((device) => listen(device, origin)));
	const rounds = chance.fork();
	const problems: string[] = [];
	let [times, lost, doubled, facts] = [0, 0, 0, 0];
	try {
		while (times < kills && problems.length === 0) {
			const what = await oneRound(site, senders, rounds);
			times += 1;
			problems.push(...(await deaf(site, senders[0]!, listeners)));
			const books = await site.books();
			const checked = audit(books, senders, true);
			({ lost, doubled } = checked);
			facts = books.facts.length;
			const broken = await site.verify();
			problems.push(...checked.problems, ...(broken ? [broken] : []));
			problems.push(...senders.flatMap((sender) => sender.problems));
			say(`${times}/${kills}: killed ${what}; ${facts} facts, ${lost} lost, ${doubled} doubled`);
		}
		for (const sender of senders) await sender.sendAgain(1);
	} finally {
		await Promise.all(listeners.map((listener) => listener.close()));
	}
	const shown = senders.reduce((sum, { entries }) => sum + entries.length, 0);
	return { fault: `hub killed on ${site.name}`, times, shown, facts, lost, doubled, problems };
}

function sendersOf(site: Site, device: DeviceTwin, chance: Dice): Sender[] {
	const { origins, venue } = site;
	const outboxes = [device, ...Array.from({ length: OUTBOXES_EACH - 1 }, () => device.newOutbox())];
	return outboxes.map((outbox) =>
		createSender({ device, outbox, sessionId: venue.sessionId, origins, chance: chance.fork() }),
	);
}

/** Load, a kill in its middle, load on while it comes back; then all is sent, and some of it once more. */
async function oneRound(site: Site, senders: readonly Sender[], chance: Dice): Promise<string> {
	const before = senders.map(({ entries }) => entries.length);
	const over = new AbortController();
	const load = Promise.all(senders.map((sender) => sender.run(over.signal)));
	await sleep(chance.between(20, 700));
	const what = await site.crash(chance);
	await sleep(chance.between(0, 200));
	over.abort();
	await load;
	for (const [i, sender] of senders.entries()) {
		await sender.sendAgain(before[i]! + 1);
		await sender.sendAgain(chance.between(1, before[i]! + 2));
	}
	return what;
}

/** Which live streams have not come back, or are told nothing of a change. */
async function deaf(site: Site, sender: Sender, listeners: readonly Listener[]): Promise<string[]> {
	const { rev: before } = await site.books();
	await sender.checkIn();
	const { rev } = await site.books();
	const mute = () => listeners.filter((listener) => listener.rev < rev);
	if (rev > before && (await until(() => mute().length === 0, HEAR_WITHIN_MS))) return [];
	return [`${mute().length} of ${listeners.length} live streams have not told of revision ${rev}`];
}
