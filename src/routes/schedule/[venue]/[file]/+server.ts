import { error } from '@sveltejs/kit';
import { asId, type VenueId } from '$lib/base/id.ts';
import { chooseLanguage } from '$lib/i18n/choose-language.ts';
import { overLimit } from '$lib/server/http/guard.ts';
import { VERSION } from '$lib/server/http/version.ts';
import { isScheduleFile, writeSchedule } from '$lib/server/interchange/formats.ts';
import { ALL, readVenueSchedule } from '$lib/server/interchange/venue-schedule.ts';
import type { RequestHandler } from './$types';

/** A subscriber needs no more of the past. */
const PAST_MS = 60 * 86_400_000;

/**
 * The venue's schedule as a file, for calendars to subscribe to and programs to read. `?whole=1`: all of it. `?key=`: of a
 * venue that keeps it to itself.
 */
export const GET: RequestHandler = async (event) => {
	const { hub } = event.locals;
	const { venue, file } = event.params;
	if (!isScheduleFile(file)) error(404, 'no such file: schedule.ics, .json, .xml, .csv or .xlsx');
	const wait = overLimit(event, 'schedule');
	if (wait !== null) error(429, `too many requests from this address: try again in ${wait} s`);
	const venueId = asId<VenueId>(venue.slice(0, 64));
	const asked = event.url.searchParams;
	if (!(await hub.scheduleKeys.admits(venueId, asked.get('key'))))
		error(403, 'this venue keeps its schedule to itself: ask there for its address, which ends in a key');
	const whole = asked.get('whole') === '1';
	const now = hub.clock.now();
	const rev = await hub.storage.read((tx) => tx.records.rev(venueId));
	// Times of a calendar's writing differ; what it says does not.
	const tag = `W/"${rev}-${Math.floor(now / PAST_MS)}-${VERSION}"`;
	if (rev > 0 && event.request.headers.get('if-none-match') === tag)
		return new Response(null, { status: 304 });
	const part = {
		...{ ...ALL, programme: asked.get('programme'), room: asked.get('room') },
		...(file === 'schedule.ics' && !whole ? { from: now - PAST_MS } : {}),
	};
	const schedule = await readVenueSchedule(hub.storage, venueId, part);
	if (!schedule) error(404, 'no such venue');
	const language = chooseLanguage(asked.get('lang'), undefined, null);
	const { origin } = event.url;
	const { type, bytes } = writeSchedule(file, schedule, { language, now, whole, origin, version: VERSION });
	const shown = file.endsWith('.xlsx') || file.endsWith('.csv') || whole ? 'attachment' : 'inline';
	return new Response(typeof bytes === 'string' ? bytes : new Uint8Array(bytes), {
		headers: {
			'content-type': type,
			'content-disposition': `${shown}; filename="${venueId}-${file}"`,
			...{ etag: tag, 'cache-control': 'no-cache', 'access-control-allow-origin': '*' },
			'cross-origin-resource-policy': 'cross-origin',
		},
	});
};
