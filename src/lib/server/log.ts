import { pino, type Logger } from 'pino';

/** Structured lines on stderr, so that stdout stays for people. Ids only: no names, numbers, tokens or pass texts. */
export type Log = Logger;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export const makeLog = (level: LogLevel = 'info'): Log =>
	pino(
		{ level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
		pino.destination({ dest: 2, sync: true }),
	);
