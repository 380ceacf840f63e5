import type { Result } from '../../base/result.ts';
import type { Config } from '../config.ts';
import type { HubStorage } from './port.ts';
import { openSqlite } from './sqlite.ts';

/** The storage that the configuration names. The error is one line with the way out. */
export async function openStorage({ databaseUrl, dataDir }: Config): Promise<Result<HubStorage, string>> {
	if (!databaseUrl) return openSqlite(dataDir);
	// Loaded late: most hubs need no driver.
	const { openPostgres } = await import('./postgres.ts');
	return openPostgres(databaseUrl);
}
