import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { readCode } from './code.ts';
import { OrganiserSchema, organiserKey, readTicket, type Organiser } from './ticket.ts';

// Made as pretix makes them (base/secrets.py, Sig1TicketSecretGenerator), by code of this test's own.

const varint = (value: number): number[] =>
	value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const number = (field: number, value: number): number[] => (value ? [field * 8, ...varint(value)] : []);
const text = (field: number, value: string): number[] => {
	const bytes = [...Buffer.from(value)];
	return [field * 8 + 2, ...varint(bytes.length), ...bytes];
};

interface Fields {
	seed?: string;
	item?: number;
	variation?: number;
	subevent?: number;
	from?: number;
	until?: number;
}
const payloadOf = ({
	seed = 'a9Xk2LmQz',
	item = 812_345,
	variation = 0,
	subevent = 0,
	from = 0,
	until = 0,
}: Fields) =>
	Buffer.from([
		...text(1, seed),
		...number(2, item),
		...number(3, variation),
		...number(4, subevent),
		...number(5, from),
		...number(6, until),
	]);

function seal(payload: Buffer, key: KeyObject, version = 1): string {
	const signature = sign(null, payload, key);
	const head = Buffer.from([version, payload.length >> 8, payload.length & 255, 0, signature.length]);
	return [...Buffer.concat([head, payload, signature]).toString('base64')].reverse().join('');
}

const organiser = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519');
const pem = organiser.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const configured = {
	name: '音乐节',
	publicKey: Buffer.from(pem).toString('base64'),
	classes: [
		{ item: 812_345, offering: 'concert' },
		{ item: 7, variation: 2, offering: 'workshop' },
		{ item: 7, subevent: 40, offering: 'evening' },
	],
};
const organisers: Organiser[] = [v.parse(OrganiserSchema, configured)];
const DAY = 86_400;
const dayOf = (at: number) => Math.floor(at / (DAY * 1000));
const read = (ticket: string) => readTicket(ticket, organisers, dayOf);
const ticket = (fields: Fields = {}, key = organiser.privateKey) => seal(payloadOf(fields), key);
const passOf = (code: string) => {
	const reading = read(code);
	if (!reading?.ok) throw new Error(JSON.stringify(reading));
	return reading;
};

describe('a ticket of another organiser', () => {
	it('is read, marked, and good for the class that its product stands for', () => {
		expect(read(ticket())).toMatchObject({
			...{ ok: true, live: 'no', foreign: true, marks: ['foreign-ticket'], offerings: ['concert'] },
			pass: { serial: 0, firstDay: 0, lastDay: 65_535 },
		});
		const classes = (fields: Fields) => passOf(ticket(fields)).offerings;
		expect(classes({ item: 7, variation: 2, subevent: 40 })).toEqual(['workshop', 'evening']);
		expect(classes({ item: 7, variation: 3, subevent: 40 })).toEqual(['evening']);
		expect(classes({ item: 7 })).toEqual([]);
	});
	it('names its holder by its seed alone, and tells nothing of it', () => {
		const id = (fields: Fields) => passOf(ticket(fields)).pass.memberId;
		expect(id({ subevent: 3 })).toBe(id({}));
		expect(id({ seed: 'b9Xk2LmQz' })).not.toBe(id({}));
		expect(id({})).toMatch(/^[0-9a-f]{16}$/);
	});
	it('is good on the local days that it says', () => {
		expect(passOf(ticket({ from: 20_000 * DAY + 5, until: 20_002 * DAY })).pass).toMatchObject({
			...{ firstDay: 20_000, lastDay: 20_002 },
		});
	});
	it('of a scheme, field or type from later is passed over or refused, never misread', () => {
		const seated = Buffer.concat([payloadOf({}), Buffer.from(text(5, 'A12')), Buffer.from(number(99, 5))]);
		expect(read(seal(seated, organiser.privateKey))).toMatchObject({ ok: true, offerings: ['concert'] });
		expect(read(seal(payloadOf({}), organiser.privateKey, 2))).toBeNull();
		for (const payload of [
			[],
			text(1, ''),
			[8],
			[0x12],
			[0x12, 99],
			[0x10, ...Array<number>(12).fill(255)],
			number(2, 5),
		])
			expect(read(seal(Buffer.from(payload), organiser.privateKey))).toEqual({
				...{ ok: false, fault: 'unreadable' },
			});
	});
	it('signed by nobody we know, bent or cut is refused', () => {
		expect(read(ticket({}, stranger.privateKey))).toEqual({ ok: false, fault: 'unknown-issuer' });
		const good = ticket();
		for (let at = 0; at < good.length; at++) {
			const other = good[at] === 'x' ? 'y' : 'x';
			expect(read(good.slice(0, at) + other + good.slice(at + 1))?.ok, String(at)).not.toBe(true);
			expect(read(good.slice(0, at) + good.slice(at + 1))?.ok).not.toBe(true);
		}
		for (const none of ['', 'GZ1:AQA', 'https://example.org/AQA', 'AQA', [...good].reverse().join('')])
			expect(read(none)?.ok, none).not.toBe(true);
	});
	it('is looked for only where a venue names its organiser', () => {
		const zone = 'Asia/Shanghai';
		const moment = { now: 0, uncertainty: 0 };
		expect(readCode(ticket(), [], { zone, tickets: organisers }, moment)).toMatchObject({ ok: true });
		expect(readCode(ticket(), [], { zone }, moment)).toEqual({ ok: false, fault: 'unreadable' });
	});
});

describe('an organiser’s key', () => {
	it('is a PEM of Ed25519, or one in base64', () => {
		expect(organiserKey(pem)).toHaveLength(32);
		expect(organiserKey(configured.publicKey)).toEqual(organiserKey(pem));
		const other = generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
		for (const none of ['', 'x', other, pem.slice(0, -40), 'AAAA'])
			expect(v.safeParse(OrganiserSchema, { ...configured, publicKey: none }).success).toBe(false);
	});
});
