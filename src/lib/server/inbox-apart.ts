import * as v from 'valibot';
import { isEmergencyFact, type PersonalFact } from '../domain/fact.ts';
import { EntrySchema, type Entry } from '../sync/entry.ts';
import type { QuarantineRow } from './storage/ledger-port.ts';

/** About somebody, so that staff can count it. */
export type CountableEntry = Entry & { readonly fact: PersonalFact };

/**
 * The entry kept apart, read; null where this version cannot. An emergency that a cloned device tells of is nothing to be
 * counted later.
 */
export function readApart(row: Pick<QuarantineRow, 'body'>): CountableEntry | null {
	const entry = readKept(row);
	return entry && isCountable(entry) ? entry : null;
}

/** The same, whatever it tells of. */
export function readKept({ body }: Pick<QuarantineRow, 'body'>): Entry | null {
	try {
		const parsed = v.safeParse(EntrySchema, JSON.parse(body));
		return parsed.success ? parsed.output : null;
	} catch {
		return null;
	}
}

const isCountable = (entry: Entry): entry is CountableEntry => !isEmergencyFact(entry.fact);
