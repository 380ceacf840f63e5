import { sha256 } from '../../base/digest.ts';
import { utf8 } from '../../base/bytes.ts';
import type { MemberId, OfferingId, SessionId } from '../../base/id.ts';
import { signingKey } from '../../base/signature.ts';
import type { Catalogue, Meeting } from '../../domain/catalogue.ts';
import { readPass, writePass, type Pass, type TrustedKey } from '../../domain/pass.ts';
import { boardOf } from '../../domain/schedule.ts';
import type { Text } from '../../domain/text.ts';
import { localDay } from '../../domain/venue-time.ts';
import { SAMPLE_WORDS } from './sample-words.ts';

/** A pass for trying the kiosk out: `label` says what to expect of it. */
export interface Sample {
	readonly label: Required<Text>;
	readonly name: string;
	readonly text: string;
}

export interface SampleMember {
	readonly memberId: MemberId;
	readonly name: string;
}

/** What the samples are made of: the hub's own data, read when the page is asked for. */
export interface SampleSource {
	readonly now: number;
	readonly catalogue: Catalogue;
	/** Keys whose passes are accepted here. */
	readonly keys: readonly TrustedKey[];
	enrolledIn(offeringId: OfferingId): Promise<readonly SampleMember[]>;
	offeringsOf(memberId: MemberId): Promise<readonly OfferingId[]>;
	presentAt(sessionId: SessionId): Promise<ReadonlySet<MemberId>>;
	/** The QR text of the member's current pass; issued where there is none. */
	textFor(memberId: MemberId): Promise<string>;
	/** Any revoked pass that has not expired; null where there is none. */
	revoked(): Promise<{ memberId: MemberId; serial: number } | null>;
	/** Signs a pass as the hub does. */
	write(pass: Pass): string;
}

const GOOD = 6;
/** Nobody trusts this key: it makes the forged and the foreign sample. */
const STRANGER = signingKey(sha256(utf8('gongzhan demo stranger')));

/**
 * Passes that show each verdict at this moment, in the order a newcomer tries them. Those for which today's
 * timetable has no class are left out.
 */
export async function buildSamples(source: SampleSource): Promise<Sample[]> {
	const meetings = boardOf(source.catalogue, source.now)
		.filter((row) => row.phase !== 'over' && row.meeting.session.status === 'scheduled')
		.map((row) => ({ ...row.meeting, open: row.open }));
	// The class about to start before those that have begun: the newcomer sees the common case first.
	const open = meetings.filter((m) => m.open).sort((a, b) => b.session.startsAt - a.session.startsAt);
	const good = await goodOnes(source, open);
	const early = await firstWith(
		source,
		meetings.filter((m) => !m.open),
		(taken) => !open.some((m) => taken.includes(m.offering.id)),
	);
	const idle = await idleMember(source);
	return [...good, ...early, ...idle, ...(await faulty(source, good[0] ?? idle[0]))];
}

async function goodOnes(source: SampleSource, open: readonly Meeting[]): Promise<Sample[]> {
	const samples: Sample[] = [];
	for (const meeting of open) {
		const present = await source.presentAt(meeting.session.id);
		for (const member of await source.enrolledIn(meeting.offering.id)) {
			if (samples.length === GOOD) return samples;
			if (present.has(member.memberId)) continue;
			const label = SAMPLE_WORDS.good(meeting.course.name, meeting.room);
			samples.push({ label, name: member.name, text: await source.textFor(member.memberId) });
		}
	}
	return samples;
}

/** Someone of one of these classes whose other classes do not get in the way: comes too early. */
async function firstWith(
	source: SampleSource,
	meetings: readonly Meeting[],
	suits: (taken: readonly OfferingId[]) => boolean,
): Promise<Sample[]> {
	for (const meeting of meetings) {
		for (const member of await source.enrolledIn(meeting.offering.id)) {
			if (!suits(await source.offeringsOf(member.memberId))) continue;
			const label = SAMPLE_WORDS.early(meeting.course.name);
			return [{ label, name: member.name, text: await source.textFor(member.memberId) }];
		}
	}
	return [];
}

/** Someone whose classes do not meet today. */
async function idleMember(source: SampleSource): Promise<Sample[]> {
	const today = new Set(boardOf(source.catalogue, source.now).map((row) => row.meeting.offering.id));
	for (const offering of source.catalogue.offerings.values()) {
		if (today.has(offering.id)) continue;
		for (const member of await source.enrolledIn(offering.id)) {
			if ((await source.offeringsOf(member.memberId)).some((id) => today.has(id))) continue;
			const text = await source.textFor(member.memberId);
			return [{ label: SAMPLE_WORDS.otherDay, name: member.name, text }];
		}
	}
	return [];
}

/** Passes that are refused whoever shows them, made from a good one. */
async function faulty(source: SampleSource, like: Sample | undefined): Promise<Sample[]> {
	const garbage = { label: SAMPLE_WORDS.garbage, name: '—', text: 'https://example.com/menu?table=5' };
	const reading = like && readPass(like.text, source.keys);
	if (!like || !reading?.ok) return [garbage];
	const { pass } = reading;
	const { name } = like;
	const yesterday = localDay(source.now, source.catalogue.venue.zone) - 1;
	let foreign = 255;
	while (source.keys.some((key) => key.keyId === foreign)) foreign--;
	const revoked = await source.revoked();
	return [
		{
			label: SAMPLE_WORDS.expired,
			name,
			text: source.write({ ...pass, firstDay: yesterday - 365, lastDay: yesterday }),
		},
		...(revoked
			? [{ label: SAMPLE_WORDS.revoked, name: '—', text: source.write({ ...pass, ...revoked }) }]
			: []),
		{
			label: SAMPLE_WORDS.unknownIssuer,
			name,
			text: writePass({ ...pass, keyId: foreign }, STRANGER),
		},
		{ label: SAMPLE_WORDS.forged, name, text: writePass(pass, STRANGER) },
		garbage,
	];
}
