import { fail } from '@sveltejs/kit';
import * as v from 'valibot';
import { asId, type DeviceId, type SessionId } from '$lib/base/id.ts';
import { boardOf } from '$lib/domain/schedule.ts';
import type { Language } from '$lib/domain/text.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import { openDesk, type Desk } from '../desk.server.ts';
import { formText } from '../form-text.server.ts';
import { sessionHead } from '../roster-view.server.ts';
import { seenFacts } from '../seen-facts.server.ts';
import { apartView } from './apart-view.server.ts';
import { sessionViews } from './conflict-view.server.ts';
import { decidedView } from './decided-view.server.ts';
import { ApartSchema, SettleSchema } from './decision-form.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Cards on one page; entries of one machine beside the others, and on a page of its own. */
const CARDS = 20;
const FEW = 5;
const ENTRIES = 50;

/** What the address asks to see. */
interface Asked {
	readonly decided: boolean;
	readonly session: string | null;
	readonly device: string | null;
	readonly outbox: string | null;
	/** From 1. */
	readonly page: number;
}

function askedOf({ searchParams }: URL): Asked {
	const page = Number(searchParams.get('page') ?? 1);
	return {
		decided: searchParams.get('show') === 'decided',
		session: searchParams.get('session'),
		device: searchParams.get('device'),
		outbox: searchParams.get('outbox'),
		page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
	};
}

export const load: PageServerLoad = async (event) => {
	const desk = await openDesk(event, 'readRosters');
	const { lang } = await event.parent();
	const asked = askedOf(event.url);
	const counts = await desk.hub.inbox.open(desk.venueId);
	const all = { asked, open: counts.conflicts + counts.apart };
	if (asked.decided) return { ...all, ...(await decided(desk, asked, lang)) };
	return { ...all, ...(await open(desk, asked, lang)) };
};

async function decided({ hub, venueId, catalogue }: Desk, { page }: Asked, lang: Language) {
	const found = await hub.inbox.decided(venueId, { offset: (page - 1) * ENTRIES, limit: ENTRIES });
	const now = hub.clock.now();
	const lines = found.lines.map((line) => decidedView(line, catalogue, now, lang));
	return { pages: Math.ceil(found.total / ENTRIES), lines, groups: [], sessions: [], only: null, facts: 0 };
}

async function open(desk: Desk, asked: Asked, lang: Language) {
	const { hub, venueId, catalogue } = desk;
	const { session, device, page } = asked;
	const apart = session ? { groups: [], pages: 0 } : await apartOf(desk, asked, lang);
	const offset = (page - 1) * CARDS;
	const sessionId = session ? { sessionId: asId<SessionId>(session) } : {};
	const conflicts = device
		? { total: 0, sessions: [] }
		: await hub.inbox.conflicts(venueId, { offset, limit: CARDS, ...sessionId });
	const sessions = sessionViews(conflicts, catalogue, lang);
	const empty = apart.groups.length === 0 && sessions.length === 0;
	return {
		...{ lines: [], groups: page > 1 && !device ? [] : apart.groups, sessions },
		pages: Math.max(apart.pages, Math.ceil(conflicts.total / CARDS)),
		only: onlyOf(desk, asked, apart.groups[0]?.device ?? null, lang),
		facts: empty ? await factsToday(desk) : 0,
	};
}

const factsToday = ({ hub, venueId, catalogue }: Desk): Promise<number> =>
	hub.inbox.facts(
		venueId,
		boardOf(catalogue, hub.clock.now()).map((row) => row.meeting.session.id),
	);

function onlyOf({ catalogue }: Desk, { session, device }: Asked, name: string | null, lang: Language) {
	const { inbox } = staffWords(lang);
	if (device) return inbox.filteredDevice(name ?? inbox.unknownDevice);
	const head = session && sessionHead(catalogue, session, lang);
	return session
		? inbox.filtered(head ? `${head.day} ${head.from} ${head.course}` : inbox.goneSession)
		: null;
}

/** Each machine with its first entries; one outbox alone with a page of them. */
async function apartOf({ hub, venueId, catalogue }: Desk, { device, outbox, page }: Asked, lang: Language) {
	const found = await hub.inbox.apart(venueId, device ? asId<DeviceId>(device) : undefined);
	const groups = outbox ? found.filter((group) => group.outboxId === outbox) : found;
	const alone = groups.length === 1 && outbox !== null;
	const slice = alone ? { offset: (page - 1) * ENTRIES, limit: ENTRIES } : { offset: 0, limit: FEW };
	const now = hub.clock.now();
	const views = [];
	for (const group of groups) {
		const entries = await hub.inbox.apartEntries(venueId, group, group.lastReceivedAt, slice);
		views.push(apartView(group, entries, catalogue, now, lang));
	}
	return { groups: views, pages: alone ? Math.ceil(groups[0]!.count / ENTRIES) : 0 };
}

export const actions: Actions = {
	settle: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'decide');
		const typed = await formText(event, 'session', 'member', 'name', 'saw', 'verdict', 'reason', 'kept');
		const card = { card: `${typed.session}/${typed.member}`, reason: typed.reason };
		const said = v.safeParse(SettleSchema, typed);
		if (!said.success) return fail(400, { ...card, fault: 'not-offered' as const });
		const { session, member, name, verdict, kept } = said.output;
		const reason = said.output.reason || (verdict === 'keep' ? kept : '');
		if (!isReason(reason)) return fail(400, { ...card, fault: 'reason-missing' as const });
		const answer = await hub.inbox.settle(staff, venueId, {
			...{ sessionId: session, memberId: member, present: verdict !== 'absent', reason },
			saw: seenFacts(typed.saw),
		});
		if (!answer.ok) return fail(409, { ...card, fault: answer.error });
		return { settled: answer.value.status, name };
	},
	apart: async (event) => {
		const { hub, venueId, staff } = await openDesk(event, 'decide');
		const typed = await formText(event, 'device', 'outbox', 'until', 'reason', 'all', 'one', 'counted');
		const card = { card: `${typed.device}/${typed.outbox}`, reason: typed.reason };
		const said = v.safeParse(ApartSchema, typed);
		if (!said.success) return fail(400, { ...card, fault: 'not-offered' as const });
		const { device: deviceId, outbox: outboxId, until, one, all, counted } = said.output;
		const verdict = one ? one.verdict : all;
		const reason = said.output.reason || (verdict === 'counted' ? counted : '');
		if (!isReason(reason)) return fail(400, { ...card, fault: 'reason-missing' as const });
		const what = one ? [{ outboxId, ...one.key }] : { deviceId, outboxId, until };
		return { tally: await hub.inbox.decideApart(staff, venueId, verdict, what, reason) };
	},
};

const isReason = (reason: string): boolean => reason.length > 0 && reason.length <= 200;
