import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import QRCode from 'qrcode';
import type { OfferingId, VenueId } from '../../lib/base/id.ts';
import type { Hub } from '../../lib/server/hub.ts';
import { classCards } from '../../lib/server/print/class-cards.ts';
import type { MemberRow } from '../../lib/server/storage/people-port.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { withHub } from '../open.ts';

export const pass = command(
	{
		name: 'pass',
		usage: 'NUMBER [-o FILE] | claim NUMBER… | sheet OFFERING [--cr80] [--masked] -o FILE.pdf',
		summary: 'a member’s pass, a code to claim it with on a phone, or the cards of a class to print',
		help: [
			'NUMBER        prints the text of the member’s pass, or writes its QR code (.svg, .png).',
			'              A member without a pass gets one. The code is as good as the card: hand it to nobody else.',
			'claim NUMBER  prints a code for each member, good for 30 days and for one phone, to type at /me.',
			'              It is shown this once; a code that was printed before and not used stops working.',
			'sheet CLASS   cards of everyone enrolled in this class (its id), ten on A4 with cut marks, also for stickers.',
			'              --cr80: one a page, 85.6 × 54 mm, for a card printer. --masked: 王*明 instead of the whole name.',
			'              --venue ID where several venues have a class of this id.',
		],
		options: {
			out: { type: 'string', short: 'o' },
			cr80: { type: 'boolean', default: false },
			masked: { type: 'boolean', default: false },
			venue: { type: 'string' },
		},
		words: { min: 1, max: 500 },
	},
	({ out, venue, cr80, masked }, [first = '', ...rest]) =>
		withHub(async (hub) => {
			if (first === 'claim') await claim(hub, rest);
			else if (first === 'sheet') await sheet(hub, rest, { out, venue, cr80, masked });
			else if (rest.length > 0)
				fail(`“${rest[0]}” is not expected here; see npm run gongzhan -- pass --help`);
			else await single(hub, first, out);
			return 0;
		}),
);

async function memberOrFail(hub: Hub, number: string): Promise<MemberRow> {
	const member = await hub.storage.read((tx) => tx.people.byNumber(number));
	return member ?? fail(`there is no member with the number “${number}”`);
}

async function single(hub: Hub, number: string, out: string | undefined): Promise<void> {
	const kind = out === undefined ? null : extname(out).slice(1).toLowerCase();
	if (kind !== null && kind !== 'svg' && kind !== 'png') fail('--out must end in .svg or .png');
	const text = await hub.passes.textFor((await memberOrFail(hub, number)).memberId);
	if (out === undefined || kind === null) return console.log(text);
	const looks = { errorCorrectionLevel: 'M', margin: 4 } as const;
	await writePrivately(
		out,
		kind === 'svg'
			? await QRCode.toString(text, { ...looks, type: 'svg' })
			: await QRCode.toBuffer(text, { ...looks, width: 600 }),
	);
}

async function claim(hub: Hub, numbers: readonly string[]): Promise<void> {
	if (numbers.length === 0) fail('say whose: pass claim NUMBER');
	const members: MemberRow[] = [];
	for (const number of numbers) members.push(await memberOrFail(hub, number));
	for (const { memberId, number } of members)
		console.log(`${number}\t${(await hub.claims.issue(memberId, 'hub')).code}`);
}

interface SheetOptions {
	readonly out: string | undefined;
	readonly cr80: boolean;
	readonly masked: boolean;
	readonly venue: string | undefined;
}

async function sheet(
	hub: Hub,
	[offering, ...more]: readonly string[],
	{ out, cr80, masked, venue }: SheetOptions,
): Promise<void> {
	if (!offering || more.length > 0) fail('say one class: pass sheet OFFERING -o FILE.pdf');
	if (!out || extname(out).toLowerCase() !== '.pdf') fail('say where to: -o FILE.pdf');
	const order = { sheet: cr80 ? 'cr80' : 'a4', names: masked ? 'masked' : 'full', language: 'zh' } as const;
	const offeringId = offering as OfferingId;
	const venues: VenueId[] = [];
	for (const venueId of await hub.records.venues())
		if ((await hub.records.catalogue(venueId))?.offerings.has(offeringId)) venues.push(venueId);
	const meant = venues.filter((id) => venue === undefined || id === venue);
	if (meant.length > 1) fail(`“${offering}” is a class at ${meant.join(', ')}: say --venue ID`);
	const cards = meant[0] && (await classCards(hub, meant[0], offeringId, order, 'hub'));
	if (!cards) fail(`there is no class “${offering}”${venue ? ` at ${venue}` : ''}`);
	if (cards.count === 0) fail(`nobody is enrolled in “${offering}” yet: there is nothing to print`);
	await writePrivately(out, cards.pdf);
	console.log(`${out}: ${cards.count} cards; print at actual size`);
}

/** A pass is a key: only its owner may read the file. */
async function writePrivately(file: string, content: string | Uint8Array): Promise<void> {
	try {
		await writeFile(givenPath(file), content, { mode: 0o600 });
	} catch (error) {
		fail(`${file} cannot be written: ${reasonOf(error)}`);
	}
}
