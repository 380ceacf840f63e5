import { networkInterfaces } from 'node:os';
import type { Config } from '../lib/server/config.ts';
import { lanAddresses } from '../lib/server/tls/names.ts';

/** Where a hub that listens is reached. Origins, without a trailing slash. */
export interface Addresses {
	/** For links opened on this machine, or by anyone where `ORIGIN` or the LAN say how. */
	readonly main: string;
	/** For phones; null where nobody but this machine can come in. */
	readonly public: string | null;
	readonly lan: readonly string[];
}

const ANY = ['0.0.0.0', '::'];

/** `port`: the one it got. `lan`: it was started with --lan. */
export function addressesOf(
	config: Config,
	port: number,
	{ tls, lan }: { tls: boolean; lan: boolean },
): Addresses {
	const at = (host: string): string => {
		const scheme = tls ? 'https' : 'http';
		return new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin;
	};
	const open = ANY.includes(config.host);
	const onLan = open ? lanAddresses(networkInterfaces()).map(at) : [];
	const here = at(open ? '127.0.0.1' : config.host);
	const main = config.origin ?? (lan ? onLan[0] : undefined) ?? here;
	return { main, public: config.origin ?? onLan[0] ?? null, lan: onLan };
}
