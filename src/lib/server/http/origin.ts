import { isIP } from 'node:net';

/** A host as a browser sends it: name or address, perhaps a port. Nothing else may become part of a link. */
const HOST = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?))(?::(\d{1,5}))?$/i;

export interface HostRules {
	/** The `ORIGIN` setting: the one name under which a proxy serves us. */
	readonly origin: string | null;
	/** This machine's own names. */
	readonly names: readonly string[];
}

/**
 * May a request for this host be answered? Addresses, localhost and our own names may; any other name may be somebody's
 * page that has pointed its own name at us to read what our visitors may read (DNS rebinding).
 */
export function isOurHost(host: string | undefined, { origin, names }: HostRules): boolean {
	const [, v6, name] = HOST.exec(host ?? '') ?? [];
	if (v6) return isIP(v6) === 6;
	if (!name) return false;
	const plain = name.toLowerCase();
	if (isIP(plain) === 4 || plain === 'localhost' || plain.endsWith('.localhost')) return true;
	return names.includes(plain) || (origin !== null && new URL(origin).hostname === plain);
}

/** Names under which a LAN commonly knows a machine. */
export const machineNames = (hostname: string): string[] => {
	const full = hostname.toLowerCase();
	const short = full.split('.')[0]!;
	return [...new Set([full, short, `${short}.local`, `${short}.lan`])];
};

export interface Arrival {
	readonly host: string;
	/** Did this very connection use TLS? */
	readonly tls: boolean;
	readonly peer: string;
	readonly forwardedFor: string | undefined;
}

/** What a request's address bar says, and who asks. */
export interface Seen {
	readonly protocol: 'http' | 'https';
	readonly host: string;
	readonly address: string;
}

/** A proxy's word on who asks counts only where one is configured (`ORIGIN`) and it runs on this machine. */
export function seenBy({ host, tls, peer, forwardedFor }: Arrival, origin: string | null): Seen {
	if (origin === null) return { protocol: tls ? 'https' : 'http', host, address: peer };
	const { protocol, host: own } = new URL(origin);
	const last = forwardedFor?.split(',').at(-1)?.trim() ?? '';
	const proxied = isLoopback(peer) && isIP(last) !== 0;
	return { protocol: protocol === 'https:' ? 'https' : 'http', host: own, address: proxied ? last : peer };
}

const isLoopback = (address: string): boolean => address === '::1' || /^(?:::ffff:)?127\./i.test(address);
