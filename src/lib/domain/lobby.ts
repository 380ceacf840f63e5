import type { Catalogue, Meeting } from './catalogue.ts';
import { byPlace, classesOfDay, nextDayWithClasses, rowsAt, type BoardRow, type Phase } from './schedule.ts';
import type { Screen } from './screen.ts';
import { changesOf } from './session-change.ts';
import { dayStart, localDate } from './venue-time.ts';
import type { Venue } from './venue.ts';

/** What a lobby display says at an instant: a function of what is known and of the time, and of nothing else. */

/** The part that changes once a day and with each change of the schedule. */
export interface LobbyDay {
	/** First instant of the local day. */
	readonly day: number;
	readonly today: readonly Meeting[];
	/** First instant of the next day with classes, and its classes. */
	readonly nextDay: number | null;
	readonly next: readonly Meeting[];
}

export interface LobbyMoment {
	/** Corrected time. */
	readonly now: number;
	readonly clockTrusted: boolean;
	/** Hub time at which the data was last known to be current. */
	readonly asOf: number | null;
	/** Rows that can be read in the room there is. */
	readonly fits: number;
}

export interface LobbyBoard {
	/**
	 * Which classes are listed: today's, those of a coming day because today's are `done` or there were none (`free-day`), or
	 * none at all.
	 */
	readonly of: 'today' | 'done' | 'free-day' | 'nothing';
	/** The clock is right and the data is of today: the board may say “now”, and that today is over. */
	readonly live: boolean;
	/** The data is of today. */
	readonly current: boolean;
	readonly rows: readonly BoardRow[];
	readonly page: number;
	readonly pages: number;
	/** Later classes that no page has room for. */
	readonly left: number;
	/** How many classes there are of each phase, and which of them are on this page. */
	readonly counts: Readonly<Record<'now' | 'next' | 'later', number>>;
	readonly onPage: ReadonlySet<Phase>;
	/** First instant of the day that the rows are of. */
	readonly day: number;
	/** Classes that people can check in to, for the codes. */
	readonly open: readonly BoardRow[];
	/** Classes to come that are other than was announced. */
	readonly changed: readonly BoardRow[];
}

/** So long does one look at most until the board begins again; what is on and next has its pages in any case. */
const MOST_PAGES = 10;

const isShown =
	({ floors, rooms }: Pick<Screen, 'floors' | 'rooms'>) =>
	({ room }: Meeting): boolean =>
		(floors.length === 0 || floors.includes(room.floor)) && (rooms.length === 0 || rooms.includes(room.id));

/** Walks over every session: asked once a day and once a change. The next day is the next one for this screen's rooms. */
export function lobbyDay(
	catalogue: Catalogue,
	screen: Pick<Screen, 'floors' | 'rooms'>,
	now: number,
): LobbyDay {
	const isHere = isShown(screen);
	const nextDay = nextDayWithClasses(catalogue, now, isHere);
	return {
		day: dayStart(now, catalogue.venue.zone),
		today: classesOfDay(catalogue, now).filter(isHere),
		nextDay,
		next: nextDay === null ? [] : classesOfDay(catalogue, nextDay).filter(isHere),
	};
}

export function lobbyBoard(
	{ day, today, nextDay, next }: LobbyDay,
	venue: Venue,
	screen: Pick<Screen, 'rows' | 'seconds' | 'order'>,
	{ now, clockTrusted, asOf, fits }: LobbyMoment,
): LobbyBoard {
	const current = asOf !== null && localDate(asOf, venue.zone) === localDate(now, venue.zone);
	const live = clockTrusted && current;
	const rows = rowsAt(today, venue, now);
	// Without a clock to trust nobody says that something is over.
	const ahead = live ? rows.filter(({ phase }) => phase !== 'over') : rows;
	const of = ahead.length > 0 ? 'today' : rows.length > 0 ? 'done' : next.length > 0 ? 'free-day' : 'nothing';
	const perPage = Math.max(1, Math.min(screen.rows ?? MOST_ROWS, fits));
	const listed = ahead.length > 0 ? ahead : rowsAt(next, venue, nextDay ?? now);
	const kept = keepToPages(listed, perPage);
	const ordered = screen.order === 'place' ? [...kept].sort((a, b) => byPlace(a.meeting, b.meeting)) : kept;
	const page = pageAt(ordered, perPage, now, screen.seconds * 1000);
	const count = (phase: Phase) => ahead.filter((row) => row.phase === phase).length;
	return {
		...{ of, live, current, ...page, left: listed.length - kept.length },
		counts: { now: count('now'), next: count('next'), later: count('later') },
		onPage: new Set(page.rows.map(({ phase }) => phase)),
		day: ahead.length > 0 || nextDay === null ? day : nextDay,
		open: clockTrusted && venue.modules.checkIn ? rows.filter((row) => row.open) : [],
		changed: ahead.filter(({ meeting }) => changesOf(meeting).length > 0).slice(0, MOST_CHANGES),
	};
}

/** Of a day on which everything is other than planned, the next ones. */
const MOST_CHANGES = 8;
/** What can be taken in from afar before the page turns. */
const MOST_ROWS = 7;

/** As many as there are pages for, the earliest; all of those that are on or next. */
function keepToPages(rows: readonly BoardRow[], perPage: number): readonly BoardRow[] {
	const urgent = rows.filter(({ phase }) => phase !== 'later').length;
	const room = Math.max(MOST_PAGES * perPage, Math.ceil(urgent / perPage) * perPage);
	return rows.slice(0, room);
}

/** The page of rows that is up at `now`: pages turn by the clock, so that two screens side by side turn together. */
export function pageAt<Row>(
	rows: readonly Row[],
	perPage: number,
	now: number,
	everyMs: number,
): { rows: readonly Row[]; page: number; pages: number } {
	const pages = Math.max(1, Math.ceil(rows.length / perPage));
	const page = Math.floor(now / everyMs) % pages;
	return { rows: rows.slice(page * perPage, (page + 1) * perPage), page, pages };
}

/** One of several, in turn: each stays long enough to be read, or scanned. */
export const inTurn = <Item>(items: readonly Item[], now: number, everyMs: number): Item | null =>
	items[Math.floor(now / everyMs) % Math.max(1, items.length)] ?? null;

/** Which of the screen's languages it speaks at `now`: each for as long as all pages take. */
export const languageAt = (
	{ languages, seconds }: Pick<Screen, 'languages' | 'seconds'>,
	usual: Screen['languages'][number],
	pages: number,
	now: number,
): Screen['languages'][number] => inTurn(languages, now, Math.max(3, pages) * seconds * 1000) ?? usual;
