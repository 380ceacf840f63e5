import { readPass, type Moment, type PassReading, type TrustedKey } from './pass.ts';
import { readTicket, type Organiser } from './ticket.ts';
import { localDay } from './venue-time.ts';

/** Reads whatever a visitor may hold up at this venue: a pass of any kind, or a ticket of an organiser that it names. */
export function readCode(
	text: string,
	keys: readonly TrustedKey[],
	venue: { readonly zone: string; readonly tickets?: readonly Organiser[] | undefined },
	moment: Moment,
): PassReading {
	const ticket = venue.tickets && readTicket(text, venue.tickets, (at) => localDay(at, venue.zone));
	return ticket ?? readPass(text, keys, moment);
}
