import type { Result } from '../../base/result.ts';
import type { Config } from '../config.ts';
import type { HubStorage } from './port.ts';
import { openSqlite } from './sqlite.ts';

/** The storage that the configuration names. The error is one line with the way out. */
export const openStorage = async ({ dataDir }: Config): Promise<Result<HubStorage, string>> =>
	openSqlite(dataDir);
