import { systemClock } from '../../src/lib/base/clock.ts';
import { systemRandom } from '../../src/lib/base/random.ts';
import { openHub } from '../../src/lib/server/compose.ts';
import { makeLog } from '../../src/lib/server/log.ts';
import { pairKiosk } from './outbox-twin.ts';
import { member, publishVenue, venueId } from './small-venue.ts';

/** For durability.test.ts, which kills it: ingests without end and prints each acknowledged head. */
const config = {
	host: '127.0.0.1',
	port: 0,
	dataDir: process.argv[2]!,
	origin: null,
	tls: null,
	databaseUrl: null,
};
const opened = await openHub(config, { clock: systemClock, random: systemRandom, log: makeLog('silent') });
if (!opened.ok) throw new Error(opened.error);
await publishVenue(opened.value, venueId);
const kiosk = await pairKiosk(opened.value);
for (let n = 1; ; n++) {
	kiosk.checkIn(member(n), Date.now());
	if (n % 10 !== 0) continue;
	const answer = await kiosk.send(opened.value, kiosk.entries.slice(-10));
	process.stdout.write(`${answer.head.seq}\n`);
}
