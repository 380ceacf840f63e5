import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { machineNames } from '../http/origin.ts';
import type { ServerNames } from './certificate.ts';

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** Virtual bridges of container and machine hosts: phones never come that way. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|lxc)/i;

/** IPv4 addresses under which a phone on the LAN can reach this machine, the likeliest first. */
export function lanAddresses(interfaces: Interfaces): string[] {
	return Object.entries(interfaces)
		.filter(([name]) => !VIRTUAL.test(name))
		.flatMap(([, infos]) => infos ?? [])
		.filter((info) => info.family === 'IPv4' && !info.internal && !info.address.startsWith('169.254.'))
		.map((info) => info.address)
		.sort((a, b) => likelihood(b) - likelihood(a));
}

/** Homes and halls use 192.168; larger houses 10; the rest is mostly tunnels. */
const likelihood = (address: string): number =>
	address.startsWith('192.168.')
		? 3
		: address.startsWith('10.')
			? 2
			: /^172\.(?:1[6-9]|2\d|3[01])\./.test(address)
				? 1
				: 0;

/** Everything this machine's certificate should vouch for. */
export const serverNames = (hostname: string, interfaces: Interfaces): ServerNames => ({
	dns: ['localhost', ...machineNames(hostname).filter((name) => isDnsName(name) && name !== 'localhost')],
	ips: ['127.0.0.1', '::1', ...lanAddresses(interfaces)],
});

/** A machine may be called anything; a certificate cannot. */
const isDnsName = (name: string): boolean =>
	/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(name) && isIP(name) === 0;
