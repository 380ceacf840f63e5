import * as v from 'valibot';
import { EntrySchema, type Entry } from '../sync/entry.ts';
import type { QuarantineRow } from './storage/ledger-port.ts';

/** The entry kept apart, read; null where this version cannot. */
export function readApart({ body }: Pick<QuarantineRow, 'body'>): Entry | null {
	try {
		const parsed = v.safeParse(EntrySchema, JSON.parse(body));
		return parsed.success ? parsed.output : null;
	} catch {
		return null;
	}
}
