import { err, ok, type Result } from '$lib/base/result.ts';
import { isOver, PURPOSES, type Consent } from '$lib/domain/consent.ts';
import { isDate } from '$lib/domain/holidays.ts';
import { dayBounds, instantOf, localDate } from '$lib/domain/venue-time.ts';
import type { Hub } from '$lib/server/hub.ts';

export interface TypedConsent {
	readonly who: string;
	readonly givenOn: string;
	readonly until: string;
	readonly note: string;
	readonly purposes: readonly string[];
	readonly wrong: ConsentWrong;
}

/** What is wrong, by the field that it is in; words in i18n/staff/exhibits. */
export type ConsentWrong = Readonly<
	Partial<{
		who: 'who-missing' | 'who-long';
		purposes: 'purposes-missing';
		givenOn: 'given-missing' | 'given-ahead';
		until: 'until-no-date' | 'until-before';
		note: 'note-long';
	}>
>;

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
	const said = {
		...{ who: text('who'), givenOn: text('givenOn'), until: text('until'), note: text('note') },
		purposes: form.getAll('purpose').filter((each) => typeof each === 'string'),
	};
	const typed = { ...said, wrong: wrongIn(said, localDate(hub.clock.now(), zone)) };
	if (Object.keys(typed.wrong).length > 0) return err({ fault: 'bad-consent', typed });
	const purposes = PURPOSES.filter((purpose) => typed.purposes.includes(purpose));
	const file = form.get('scan');
	const scan = file instanceof File && file.size > 0 ? await hub.media.keepScan(file) : ok(null);
	if (!scan.ok) return err({ fault: 'bad-scan', typed });
	// It holds for the whole of its last day.
	const until = typed.until === '' ? null : dayBounds(instantOf(typed.until, '12:00', zone), zone).to;
	const { who, givenOn, note } = typed;
	return ok({ about, who, purposes, givenOn, until, note: note === '' ? null : note, scan: scan.value });
}

const NAME = 80;
const NOTE = 300;

function wrongIn(said: Omit<TypedConsent, 'wrong'>, today: string): ConsentWrong {
	const { who, givenOn, until, note } = said;
	const isGiven = isDate(givenOn);
	return {
		...(who === '' ? { who: 'who-missing' } : who.length > NAME ? { who: 'who-long' } : {}),
		...(PURPOSES.some((each) => said.purposes.includes(each)) ? {} : { purposes: 'purposes-missing' }),
		...(!isGiven ? { givenOn: 'given-missing' } : givenOn > today ? { givenOn: 'given-ahead' } : {}),
		...(until !== '' && !isDate(until) ? { until: 'until-no-date' } : {}),
		...(isGiven && isDate(until) && until < givenOn ? { until: 'until-before' } : {}),
		...(note.length > NOTE ? { note: 'note-long' } : {}),
	};
}

/** What is said of a consent that was entered: that it waits, or is over already and lets nothing be shown. */
export const entered = (consent: Consent, now: number): 'consent' | 'consent-over' | 'consent-waits' =>
	isOver(consent, now) ? 'consent-over' : consent.unconfirmed ? 'consent-waits' : 'consent';

/** What is said to whoever may not confirm a consent. */
export const consentFault = <Fault extends string>(fault: Fault) =>
	fault === 'own-work' ? ('own-consent' as const) : (fault as Exclude<Fault, 'own-work'>);
