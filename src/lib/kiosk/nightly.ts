import { instantOf, localDate } from '../domain/venue-time.ts';

/**
 * Has the venue's hour of the nightly reload (`HH:MM`) passed since the program started? Corrected times.
 * A long-lived page collects what browsers leak; a night's reload is the oldest remedy.
 */
export function isReloadDue(startedAt: number, now: number, reloadAt: string, zone: string): boolean {
	const today = instantOf(localDate(now, zone), reloadAt, zone);
	return startedAt < today && now >= today;
}
