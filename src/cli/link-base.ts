import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../lib/server/config.ts';
import { addressesOf } from './addresses.ts';

/** The origin that a command's links begin with: where the hub of these settings would listen. */
export function linkBase(config: Config): string {
	const lan =
		config.tls === null && config.origin === null && existsSync(join(config.dataDir, 'tls', 'server.crt'));
	return addressesOf(lan ? { ...config, host: '0.0.0.0' } : config, config.port, {
		tls: config.tls !== null || lan,
		lan,
	}).main;
}
