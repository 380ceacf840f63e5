import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Media } from '../../src/lib/domain/media.ts';
import { createPackKeeper, type Exhibited, type PackKeeper } from '../../src/lib/kiosk/packs/keeper.ts';
import type { PackNews, PackState } from '../../src/lib/kiosk/packs/pack-news.ts';
import { until } from '../faults/patience.ts';
import { openProxy } from '../faults/proxy.ts';
import { mediaIdOf, startMediaServer, type MediaServer } from '../media-server.ts';
import { dice } from '../simulation/dice.ts';
import { createMemoryPackStore, type MemoryPackStore } from './memory-pack-store.ts';

// The real keeper and downloader over real HTTP; the disk is a twin. The browser's own disk is in tests/e2e.

const PATIENCE = 20_000;

interface Running {
	readonly keeper: PackKeeper;
	readonly news: PackNews[];
	readonly state: PackState;
	stop(): Promise<void>;
}

let server: MediaServer;
let store: MemoryPackStore;
let exhibited: Exhibited;
/** Awaited once records have been read, before they are told. */
let reading: () => Promise<void>;
let running: Running[];

beforeEach(async () => {
	server = await startMediaServer();
	store = createMemoryPackStore();
	exhibited = { media: [], attract: new Set(), budget: 1e9 };
	reading = () => Promise.resolve();
	running = [];
});
afterEach(async () => {
	for (const run of running) await run.stop();
	await server.close();
});

/** `haste`: its waits are so many times as short. */
function start(origin = server.origin, haste = 20): Running {
	const news: PackNews[] = [];
	const stop = new AbortController();
	const keeper = createPackKeeper({
		...{ store, origin, pixels: 1080, patience: 1000, chance: () => 0 },
		read: async () => {
			const read = exhibited;
			await reading();
			return read;
		},
		room: () => Promise.resolve(store.size === Infinity ? 1e12 : 1e9),
		now: () => Date.now(),
		mono: () => performance.now(),
		haste,
		tell: (one) => void news.push(one),
		trouble: (error) => expect.unreachable(String(error)),
	});
	const done = keeper.run(stop.signal);
	const run: Running = {
		...{ keeper, news },
		get state() {
			return news.flatMap((one) => (one.about === 'state' ? one.state : [])).at(-1)!;
		},
		async stop() {
			stop.abort();
			await done;
		},
	};
	running.push(run);
	return run;
}

const exhibit = (...media: Media[]): void => void (exhibited = { ...exhibited, media });
const wholes = (): string[] => [...store.kept].filter(([, { whole }]) => whole).map(([sha256]) => sha256);
const shas = (media: readonly Media[]): string[] => media.map(({ files }) => files[0]!.sha256);
const complete = ({ news }: Running, media: readonly Media[]) =>
	until(() => wholes().length === media.length && news.length > 0, PATIENCE);

it('fetches all that is chosen, checks it, and tells what is here', async () => {
	const media = [server.add('a', randomBytes(50_000)), server.add('b', randomBytes(200))];
	exhibit(...media);
	const run = start();
	await until(() => run.state?.doing === 'still' && run.state.here === 50_200, PATIENCE);
	expect(run.state).toMatchObject({ here: 50_200, bytes: 50_200, files: { here: 2, all: 2 }, problem: null });
	expect(wholes().toSorted()).toEqual(shas(media).toSorted());
	expect(run.news.flatMap((one) => (one.about === 'here' ? one.sha256 : [])).toSorted()).toEqual(
		shas(media).toSorted(),
	);
});

it('misses nothing that changes while it reads what there is', async () => {
	const [kept, withdrawn, late] = ['a', 'b', 'c'].map((name) => server.add(name, randomBytes(5000)));
	exhibit(kept!, withdrawn!);
	const run = start();
	expect(await complete(run, [kept!, withdrawn!])).toBe(true);
	// Read just before the second change, told after it.
	reading = async () => {
		reading = () => Promise.resolve();
		await Promise.resolve();
		exhibit(kept!, late!);
		run.keeper.refresh();
	};
	run.keeper.refresh();
	await until(() => wholes().includes(shas([late!])[0]!), 5000);
	expect(wholes().toSorted()).toEqual(shas([kept!, late!]).toSorted());
});

it('goes on where a link broke: every byte comes about once, and the whole is what it should be', async () => {
	const media = [server.add('film', randomBytes(3_000_000)), server.add('still', randomBytes(300_000))];
	exhibit(...media);
	server.cutAfter = 150_000;
	const run = start();
	expect(await complete(run, media)).toBe(true);
	expect(wholes().toSorted()).toEqual(shas(media).toSorted());
	expect(server.served).toBeLessThan(3_300_000 * 1.1);
}, 30_000);

it('goes on after a restart with what was there, and keeps nothing of two versions', async () => {
	const [whole, other] = [randomBytes(400_000), randomBytes(400_000)];
	const film = server.add('film', whole);
	exhibit(film);
	server.cutAfter = 300_000;
	const first = start(server.origin, 1);
	await until(() => first.state?.doing === 'waiting', PATIENCE);
	await first.stop();
	server.cutAfter = Infinity;
	const second = start();
	expect(await complete(second, [film])).toBe(true);
	expect(server.asked.at(-1)).toMatch(/ bytes=\d{5,}-$/);
	await second.stop();

	store.kept.get(shas([film])[0]!)!.whole = false;
	store.kept.get(shas([film])[0]!)!.bytes = whole.subarray(0, 300_000);
	server.swap('film', other);
	const third = start();
	// All of it came, for the tag was another, and it was not what its record says.
	await until(() => third.state?.problem === 'wrong', PATIENCE);
	expect(server.asked.at(-1)).toMatch(/ bytes=300000-$/);
	expect(store.kept.size).toBe(0);
});

it('shows nothing that is not what its record says, and goes on with the rest', async () => {
	const media = [server.add('bent', randomBytes(5000)), server.add('good', randomBytes(5000))];
	exhibit(...media);
	server.swap('bent', randomBytes(5000));
	const run = start();
	await until(() => run.state?.problem === 'wrong' && run.state.doing === 'still', PATIENCE);
	expect(run.state.failing).toBe(1);
	expect(wholes()).toEqual(shas(media).slice(1));
	run.keeper.hear({ wish: 'asked', mediaId: mediaIdOf('bent') });
	await until(() => run.news.some((one) => one.about === 'answer'), PATIENCE);
	expect(run.news.find((one) => one.about === 'answer')).toMatchObject({ comes: 'never' });
});

it('is asked for a picture while it gives others back', async () => {
	const media = server.add('a', randomBytes(5000));
	exhibit(media);
	store.kept.set('f'.repeat(64), { bytes: randomBytes(10), etag: null, whole: true });
	const drop = store.drop.bind(store);
	store.drop = async (sha256) => {
		await drop(sha256);
		run.keeper.hear({ wish: 'asked', mediaId: media.id });
	};
	const run = start();
	expect(await complete(run, [media])).toBe(true);
	expect(run.news.filter((one) => one.about === 'state').map(({ state }) => state.problem)).not.toContain(
		'broken',
	);
	expect(run.news.find((one) => one.about === 'answer')).toMatchObject({ comes: 'soon' });
});

it('says what the hub lacks', async () => {
	exhibit(server.add('gone', randomBytes(500)));
	server.swap('gone', null);
	const run = start();
	await until(() => run.state?.problem === 'missing', PATIENCE);
	expect(run.state).toMatchObject({ problem: 'missing', failing: 1, here: 0 });
});

it('gives back what is withdrawn at once, parts too, and what nobody knows', async () => {
	const media = [server.add('a', randomBytes(90_000)), server.add('b', randomBytes(90_000))];
	exhibit(...media);
	store.kept.set('f'.repeat(64), { bytes: randomBytes(10), etag: null, whole: true });
	server.cutAfter = 30_000;
	const run = start(server.origin, 1);
	await until(() => (store.kept.get(shas(media)[0]!)?.bytes.length ?? 0) > 0, PATIENCE);
	expect(store.kept.has('f'.repeat(64))).toBe(false);
	run.keeper.hear({ wish: 'rest', ms: 60_000 });
	exhibit(media[1]!);
	run.keeper.refresh();
	expect(await until(() => !store.kept.has(shas(media)[0]!), PATIENCE)).toBe(true);
	expect(await store.note()).not.toContain(media[0]!.id);
});

it('rests while somebody stands at the door', async () => {
	exhibit(server.add('a', randomBytes(5_000_000)));
	const run = start(server.origin, 1);
	run.keeper.hear({ wish: 'rest', ms: 60_000 });
	await until(() => run.state?.doing === 'resting', PATIENCE);
	const before = [...store.kept.values()].map(({ bytes }) => bytes.length);
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect([...store.kept.values()].map(({ bytes }) => bytes.length)).toEqual(before);
	expect(wholes()).toEqual([]);
	run.keeper.hear({ wish: 'rest', ms: 0 });
	expect(await until(() => wholes().length === 1, PATIENCE)).toBe(true);
});

it('fetches first what somebody stands before', async () => {
	const media = ['a', 'b', 'c', 'd'].map((id) => server.add(id, randomBytes(400_000)));
	exhibit(...media);
	server.cutAfter = 40_000;
	const run = start(server.origin, 4);
	await until(() => server.asked.length > 0, PATIENCE);
	const last = media.toSorted((a, b) => (a.id < b.id ? 1 : -1))[0]!;
	run.keeper.hear({ wish: 'asked', mediaId: last.id });
	await until(() => wholes().length > 0, PATIENCE);
	expect(wholes()).toEqual(shas([last]));
	expect(run.news).toContainEqual({ about: 'answer', mediaId: last.id, comes: 'soon' });
});

it('says that the disk is full, gives back what it took of it, and keeps what was whole', async () => {
	const media = [server.add('small', randomBytes(1000)), server.add('large', randomBytes(90_000))];
	exhibit(...media);
	store.size = 50_000;
	const run = start(server.origin, 1);
	await until(() => run.state?.problem === 'full', PATIENCE);
	expect([...store.kept.values()].every(({ whole }) => whole)).toBe(true);
});

it('completes behind a network that cuts, stalls, drips and answers for the hub', async () => {
	const proxy = await openProxy(server.origin, dice(7));
	proxy.set('rough');
	const media = ['a', 'b', 'c', 'd', 'e'].map((id) => server.add(id, randomBytes(120_000)));
	exhibit(...media);
	const run = start(proxy.origin);
	expect(await complete(run, media)).toBe(true);
	expect(wholes().toSorted()).toEqual(shas(media).toSorted());
	await run.stop();
	await proxy.close();
}, 60_000);
