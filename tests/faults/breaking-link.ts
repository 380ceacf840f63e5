import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A slow line between kiosk and hub that breaks again and again, and counts what it has carried. */
export interface BreakingLink {
	readonly origin: string;
	/** Bytes from the hub that have passed, headers included. */
	readonly carried: number;
	readonly breaks: number;
	/** `down`: nobody gets through. */
	down: boolean;
	/** Breaks it once, now. */
	cut(): void;
	/** Null: no more. */
	breakEvery(ms: number | null): void;
	close(): Promise<void>;
}

export interface LinkQuality {
	/** Bytes a second from the hub, all connections together. */
	readonly rate: number;
	/** Null: it does not. */
	readonly breakEveryMs: number | null;
}

const TICK_MS = 20;

export async function openBreakingLink(
	target: string,
	{ rate, breakEveryMs }: LinkQuality,
): Promise<BreakingLink> {
	const { hostname, port } = new URL(target);
	const open = new Set<Socket>();
	const waiting: { to: Socket; from: Socket; bytes: Buffer }[] = [];
	let carried = 0;
	const keep = (socket: Socket): Socket => {
		open.add(socket);
		return socket.on('error', () => undefined).on('close', () => open.delete(socket));
	};
	const cutAll = (): void => {
		waiting.length = 0;
		for (const socket of [...open]) socket.destroy();
	};
	const pump = setInterval(() => {
		let left = (rate * TICK_MS) / 1000;
		while (left > 0 && waiting.length > 0) {
			const next = waiting.shift()!;
			const now = next.bytes.subarray(0, left);
			left -= now.length;
			carried += now.length;
			if (!next.to.destroyed) next.to.write(now);
			if (now.length < next.bytes.length)
				waiting.unshift({ ...next, bytes: next.bytes.subarray(now.length) });
			else next.from.resume();
		}
	}, TICK_MS);
	const breakEvery = (ms: number): NodeJS.Timeout =>
		setInterval(() => {
			cutAll();
			link.breaks += 1;
		}, ms);
	let breaking = breakEveryMs === null ? undefined : breakEvery(breakEveryMs);
	const server = createServer({ noDelay: true }, (client) => {
		keep(client);
		if (link.down) return void client.destroy();
		const hub = keep(connect({ host: hostname, port: Number(port), noDelay: true }));
		client.on('data', (bytes: Buffer) => hub.write(bytes)).on('close', () => hub.destroy());
		hub.on('data', (bytes: Buffer) => {
			hub.pause();
			waiting.push({ to: client, from: hub, bytes });
		});
		hub.on('close', () => setTimeout(() => client.end(), 5 * TICK_MS).unref());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const link = {
		...{
			origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
			breaks: 0,
			down: false,
			cut: cutAll,
		},
		get carried() {
			return carried;
		},
		breakEvery(ms: number | null) {
			clearInterval(breaking);
			breaking = ms === null ? undefined : breakEvery(ms);
		},
		async close() {
			clearInterval(breaking);
			clearInterval(pump);
			const closed = once(server, 'close');
			server.close();
			cutAll();
			await closed;
		},
	};
	return link;
}
