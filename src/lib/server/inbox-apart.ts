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
export function readApart({ body }: Pick<QuarantineRow, 'body'>): CountableEntry | null {
	try {
		const parsed = v.safeParse(EntrySchema, JSON.parse(body));
		const entry: Entry | null = parsed.success ? parsed.output : null;
		return entry && isCountable(entry) ? entry : null;
	} catch {
		return null;
	}
}

const isCountable = (entry: Entry): entry is CountableEntry => !isEmergencyFact(entry.fact);
