import { err, ok, type Result } from '$lib/base/result.ts';
import { PURPOSES, type Consent } from '$lib/domain/consent.ts';
import { isDate } from '$lib/domain/holidays.ts';
import { dayBounds, instantOf, localDate } from '$lib/domain/venue-time.ts';
import type { Hub } from '$lib/server/hub.ts';

export interface TypedConsent {
	readonly who: string;
	readonly givenOn: string;
	readonly until: string;
	readonly note: string;
	readonly purposes: readonly string[];
}

/** A consent as a form says it, its scan put away. */
export async function readConsent(
	hub: Hub,
	form: FormData,
	about: Consent['about'],
	zone: string,
): Promise<
	Result<
		Omit<Consent, 'id' | 'withdrawn' | 'unconfirmed'>,
		{ fault: 'bad-consent' | 'bad-scan'; typed: TypedConsent }
	>
> {
	const text = (name: string): string => {
		const value = form.get(name);
		return typeof value === 'string' ? value.trim() : '';
	};
	const typed: TypedConsent = {
		...{ who: text('who'), givenOn: text('givenOn'), until: text('until'), note: text('note') },
		purposes: form.getAll('purpose').filter((each) => typeof each === 'string'),
	};
	const purposes = PURPOSES.filter((purpose) => typed.purposes.includes(purpose));
	const fits = typed.who.length <= 80 && typed.note.length <= 300;
	const today = localDate(hub.clock.now(), zone);
	const isGiven = isDate(typed.givenOn) && typed.givenOn <= today;
	const dated = isGiven && (typed.until === '' || isDate(typed.until));
	if (typed.who === '' || !fits || !dated || purposes.length === 0)
		return err({ fault: 'bad-consent', typed });
	const file = form.get('scan');
	const scan = file instanceof File && file.size > 0 ? await hub.media.keepScan(file) : ok(null);
	if (!scan.ok) return err({ fault: 'bad-scan', typed });
	// It holds for the whole of its last day.
	const until = typed.until === '' ? null : dayBounds(instantOf(typed.until, '12:00', zone), zone).to;
	const { who, givenOn, note } = typed;
	return ok({ about, who, purposes, givenOn, until, note: note === '' ? null : note, scan: scan.value });
}

/** What is said to whoever may not confirm a consent. */
export const consentFault = <Fault extends string>(fault: Fault) =>
	fault === 'own-work' ? ('own-consent' as const) : (fault as Exclude<Fault, 'own-work'>);
