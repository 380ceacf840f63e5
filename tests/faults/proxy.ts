import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import type { Dice } from '../simulation/dice.ts';

/** What may befall a connection between kiosk and hub. */
export const AILMENTS = ['cut', 'reset', 'answer-lost', 'stall', 'half-open', 'drip', 'portal'] as const;
export type Ailment = (typeof AILMENTS)[number];

/** `rough`: most new connections suffer something. `down`: nobody gets through. Both begin with a cut of all that are through. */
export type Mood = 'calm' | 'rough' | 'down';

/** A network of our own: TCP, byte by byte. */
export interface Proxy {
	readonly origin: string;
	set(mood: Mood): void;
	/** How many connections have suffered what. */
	readonly suffered: ReadonlyMap<Ailment, number>;
	close(): Promise<void>;
}

const HEALTHY = 0.25;
/** Within the first request, the first few, or a page's files. */
const REACHES = [300, 3000, 30_000];
const DRIPPED_BYTES = 1500;
/** No connection of a rough network lasts longer, but for those of which nobody hears that they are dead. */
const LONGEST_LIFE_MS = 2000;

export async function openProxy(target: string, chance: Dice): Promise<Proxy> {
	const { hostname, port } = new URL(target);
	const suffered = new Map<Ailment, number>();
	const open = new Set<Socket>();
	let mood: Mood = 'calm';
	const keep = (socket: Socket): Socket => {
		open.add(socket);
		socket.on('error', drop);
		return socket.on('close', () => open.delete(socket));
	};
	const cutAll = (): void => {
		for (const socket of [...open]) socket.destroy();
	};

	const server = createServer({ noDelay: true }, (client) => {
		keep(client);
		if (mood === 'down') return void client.resetAndDestroy();
		const ailment = mood === 'calm' || chance.is(HEALTHY) ? null : chance.pick(AILMENTS);
		const strikes = (): void => void (ailment && suffered.set(ailment, (suffered.get(ailment) ?? 0) + 1));
		if (ailment === 'portal') {
			strikes();
			return greet(client);
		}
		const hub = keep(connect({ host: hostname, port: Number(port), noDelay: true }));
		if (mood === 'rough' && ailment !== 'half-open')
			setTimeout(() => client.destroy(), chance.between(50, LONGEST_LIFE_MS)).unref();
		join(client, hub, { ailment, at: chance.between(0, chance.pick(REACHES)), chance, strikes });
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		suffered,
		set(next) {
			mood = next;
			// What was opened in better times would go on as if nothing were.
			if (next !== 'calm') cutAll();
		},
		async close() {
			const closed = once(server, 'close');
			server.close();
			cutAll();
			await closed;
		},
	};
}

/** The page of a captive portal, whatever was asked. */
function greet(client: Socket): void {
	const page = '<!doctype html><title>Wi-Fi</title><p>请先登录 Please sign in</p>';
	client.once('data', () =>
		client.end(
			`HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(page)}\r\nconnection: close\r\n\r\n${page}`,
		),
	);
}

interface Fate {
	readonly ailment: Ailment | null;
	/** Bytes that pass before it strikes: of answers where those are lost, else of both ways together. */
	readonly at: number;
	readonly chance: Dice;
	readonly strikes: () => void;
}

/** Joins client and hub until fate strikes. */
function join(client: Socket, hub: Socket, { ailment, at, chance, strikes }: Fate): void {
	let passed = 0;
	let struck = false;
	const strike = (): void => {
		struck = true;
		strikes();
		if (ailment === 'cut') client.destroy();
		else if (ailment === 'reset') for (const socket of [client, hub]) socket.resetAndDestroy();
		else if (ailment === 'answer-lost') setTimeout(() => client.destroy(), chance.between(0, 600)).unref();
		else if (ailment === 'stall') pause([client, hub], chance.between(200, 4000));
	};
	const relay = (from: Socket, to: Socket, down: boolean): void => {
		const afterwards = {
			...{ cut: drop, reset: drop, 'half-open': drop, portal: drop },
			'answer-lost': down ? drop : (bytes: Buffer) => void to.write(bytes),
			stall: (bytes: Buffer) => void to.write(bytes),
			drip: dripper(to, chance),
		};
		const counts = ailment !== null && (ailment !== 'answer-lost' || down);
		from.on('data', (bytes: Buffer) => {
			if (struck) return afterwards[ailment!](bytes);
			const before = bytes.subarray(0, counts ? at - passed : bytes.length);
			to.write(before);
			if (!counts) return;
			passed += before.length;
			if (before.length === bytes.length) return;
			strike();
			afterwards[ailment](bytes.subarray(before.length));
		});
		from.on('error', () => undefined);
		// Of a half-open connection neither side hears that the other has gone.
		from.on('close', () => (struck && ailment === 'half-open' ? undefined : to.destroy()));
	};
	relay(client, hub, false);
	relay(hub, client, true);
}

const drop = (): void => undefined;

function pause(sockets: readonly Socket[], ms: number): void {
	for (const socket of sockets) socket.pause();
	setTimeout(() => sockets.forEach((socket) => socket.resume()), ms).unref();
}

/** Writes a few bytes at a time, in order; once enough has dripped, the rest at once. */
function dripper(to: Socket, chance: Dice): (bytes: Buffer) => void {
	let waiting = Buffer.alloc(0);
	let dripped = 0;
	let timer: ReturnType<typeof setInterval> | undefined;
	const drop = (): void => {
		const size = dripped > DRIPPED_BYTES ? waiting.length : chance.between(1, 8);
		if (!to.destroyed) to.write(waiting.subarray(0, size));
		waiting = waiting.subarray(size);
		dripped += size;
		if (waiting.length > 0 && !to.destroyed) return;
		clearInterval(timer);
		timer = undefined;
	};
	return (bytes) => {
		waiting = Buffer.concat([waiting, bytes]);
		timer ??= setInterval(drop, 2).unref();
	};
}
