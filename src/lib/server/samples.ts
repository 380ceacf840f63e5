import { fromHex } from '../base/bytes.ts';
import type { MemberId, VenueId } from '../base/id.ts';
import { signingKey } from '../base/signature.ts';
import { writePass, type Pass } from '../domain/pass.ts';
import { boardOf, type BoardRow } from '../domain/schedule.ts';
import { SAMPLES } from '../i18n/samples.ts';
import { readCatalogue } from './catalogue.ts';
import type { Context } from './context.ts';
import { currentPass, utcDay } from './current-pass.ts';
import { DEMO_ITSELF } from './demo/itself.ts';
import type { PassService } from './hub.ts';
import type { MemberRow } from './storage/people-port.ts';
import type { Tx } from './storage/port.ts';

type Samples = NonNullable<Awaited<ReturnType<PassService['samples']>>>;

/** Key id that no hub of the demo has. */
const STRANGERS_KEY = 250;
const ADMITTED = 6;

/** Who shows what: people of the demo venue, chosen by what the board says at this moment. */
interface Cast {
	readonly open: readonly MemberRow[];
	readonly early: MemberRow | null;
	readonly idle: MemberRow | null;
	/** Anyone with a class, for codes that are bad in themselves. */
	readonly anyone: MemberRow;
	readonly revoked: MemberRow;
}

/** Null where the venue is no demo or has no people yet. */
export async function samplePasses(
	context: Context,
	passes: PassService,
	venueId: VenueId,
): Promise<Samples | null> {
	const now = context.clock.now();
	const cast = await context.storage.read((tx) => castFor(tx, venueId, now));
	if (!cast) return null;
	const samples: Samples = [];
	const add = async (label: Samples[number]['label'], member: MemberRow, text?: string): Promise<void> =>
		void samples.push({ label, name: member.name, text: text ?? (await passes.textFor(member.memberId)) });
	for (const member of cast.open) await add(SAMPLES.admitted, member);
	if (cast.early) await add(SAMPLES.tooEarly, cast.early);
	if (cast.idle) await add(SAMPLES.noClassToday, cast.idle);
	const good = await passes.textFor(cast.anyone.memberId);
	await add(SAMPLES.expired, cast.anyone, expired(context, cast.anyone.memberId, now));
	await add(SAMPLES.revoked, cast.revoked, await revoked(context, passes, cast.revoked.memberId, venueId));
	await add(SAMPLES.forged, cast.anyone, forged(good));
	await add(SAMPLES.stranger, cast.anyone, strangers(context, cast.anyone.memberId, now));
	samples.push({ label: SAMPLES.garbage, name: '—', text: 'https://example.org/' });
	return samples;
}

async function castFor(tx: Tx, venueId: VenueId, now: number): Promise<Cast | null> {
	const catalogue = await readCatalogue(tx, venueId);
	if (!catalogue?.venue.demo) return null;
	const board = boardOf(catalogue, now).filter((row) => row.meeting.session.status === 'scheduled');
	const everyone = await tx.people.enrolledAnywhere(venueId, '', 400);
	const [anyone, revoked] = [everyone[0], everyone.at(-1)];
	if (!anyone || !revoked) return null;
	const open: MemberRow[] = [];
	let early: MemberRow | null = null;
	let idle: MemberRow | null = null;
	const openNow = idsOf(board.filter((row) => row.open));
	const today = idsOf(board.filter((row) => row.phase !== 'over'));
	const ever = idsOf(board);
	for (const member of everyone.slice(0, -1)) {
		const own = await tx.people.offeringsOf(venueId, member.memberId);
		if (own.some((id) => openNow.has(id))) {
			if (open.length < ADMITTED && !(await isIn(tx, venueId, board, member.memberId))) open.push(member);
		} else if (own.some((id) => today.has(id))) early ??= member;
		else if (!own.some((id) => ever.has(id))) idle ??= member;
	}
	return { open, early, idle, anyone, revoked };
}

const idsOf = (rows: readonly BoardRow[]) => new Set(rows.map((row) => row.meeting.offering.id));

async function isIn(
	tx: Tx,
	venueId: VenueId,
	board: readonly BoardRow[],
	memberId: MemberId,
): Promise<boolean> {
	for (const { meeting, open } of board) {
		if (!open) continue;
		const attendance = await tx.attendance.of(venueId, { sessionId: meeting.session.id, memberId });
		if (attendance && attendance.status !== 'absent') return true;
	}
	return false;
}

/** A pass of this member that is in no book: `serial` 0 is never issued. */
const unlisted = ({ keyring }: Context, memberId: MemberId, now: number): Pass => ({
	keyId: keyring.current.keyId,
	memberId,
	serial: 0,
	firstDay: utcDay(now) - 400,
	lastDay: utcDay(now) + 30,
	secret: keyring.purpose(`sample ${memberId}`).subarray(0, 16),
});

const expired = (context: Context, memberId: MemberId, now: number): string =>
	writePass({ ...unlisted(context, memberId, now), lastDay: utcDay(now) - 30 }, context.keyring.current.key);

function strangers(context: Context, memberId: MemberId, now: number): string {
	const key = signingKey(context.keyring.purpose('sample stranger'));
	return writePass({ ...unlisted(context, memberId, now), keyId: STRANGERS_KEY }, key);
}

/** One character in the middle of the signature is another one. */
function forged(text: string): string {
	const at = text.length - 40;
	return text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
}

/** Revoked once for the venue's life, and then shown again and again. */
async function revoked(
	{ storage, clock, keyring }: Context,
	passes: PassService,
	memberId: MemberId,
	venueId: VenueId,
): Promise<string> {
	const key = `sample revoked ${venueId}`;
	const known = await storage.read((tx) => tx.meta.get(key));
	if (known !== null) return known;
	await passes.textFor(memberId);
	const row = (await storage.read((tx) => currentPass(tx, memberId, clock.now())))!;
	const text = writePass({ ...row, secret: fromHex(row.secret)! }, keyring.all.get(row.keyId)!);
	await passes.revoke(memberId, DEMO_ITSELF);
	await storage.write(null, (tx) => tx.meta.set(key, text));
	return text;
}
