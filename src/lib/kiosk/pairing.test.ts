import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asId, type DeviceId, type VenueId } from '../base/id.ts';
import type { PairingState } from '../sync/wire.ts';
import type { Judged } from './hub-answer.ts';
import { LedgerDatabase, readDevice } from './ledger/database.ts';
import { pairedAs } from './ledger/paired.ts';
import { pairDevice, type PairingView } from './pairing.ts';
import { pairingToken } from './pairing-link.ts';

const TOKEN = '11'.repeat(16);
const pairingId = '22'.repeat(16);
const deviceId = asId<DeviceId>('33'.repeat(8));
const venueId = asId<VenueId>('venue');
const base = { v: 1, hubTime: 1 } as const;
const waiting: PairingState = { ...base, state: 'waiting', pairingId, code: '123456', expiresAt: 9 };
const paired: PairingState = { ...base, state: 'paired', deviceId, venueId };
const expired: PairingState = { ...base, state: 'expired' };
const value = (state: PairingState): Judged<PairingState> => ({ ok: true, value: state });
const fail = (failure: 'unreachable' | 'bad-link'): Judged<PairingState> => ({ ok: false, failure });

let database: LedgerDatabase;
let count = 0;
beforeEach(() => (database = new LedgerDatabase(`pairing-${++count}`)));
afterEach(() => database.delete());

/** Pairs against a hub that gives these answers, one after the other. */
async function pair(answers: Judged<PairingState>[], token: string | null = null) {
	const asked: string[] = [];
	const views: PairingView[] = [];
	const pauses: number[] = [];
	const next = async (question: string): Promise<Judged<PairingState>> => {
		expect((await readDevice(database))?.keys, 'the key is stored before anything is asked').toBeTruthy();
		asked.push(question);
		const answer = answers.shift();
		if (!answer) throw new Error('power cut');
		return answer;
	};
	const outcome = await pairDevice({
		database,
		client: {
			requestPairing: (request) => next(request.token ? 'request by link' : 'request'),
			pairingState: (id) => next(`state of ${id}`),
		},
		kind: 'kiosk',
		token,
		lost: null,
		pause: async (ms) => void pauses.push(ms),
		chance: () => 0,
		onView: (view) => views.push(view),
	}).catch((error: Error) => error.message);
	return { outcome, asked, views, pauses };
}

it('shows a code, and asks until staff have approved it', async () => {
	const { outcome, asked, views, pauses } = await pair([value(waiting), value(waiting), value(paired)]);
	expect(outcome).toEqual({ deviceId, venueId });
	expect(asked).toEqual(['request', `state of ${pairingId}`, `state of ${pairingId}`]);
	expect(views[0]).toEqual({ code: '123456', expiresAt: 9, problem: null, lostSeq: null });
	expect(pauses).toEqual([2000, 2000]);
	expect(pairedAs(await readDevice(database))).toEqual({ deviceId, venueId });
});

it('goes on with the same request and key after a power cut', async () => {
	await pair([value(waiting)]);
	const key = (await readDevice(database))!.publicKey;
	const { outcome, asked } = await pair([value(paired)]);
	expect(asked).toEqual([`state of ${pairingId}`]);
	expect(outcome).toEqual({ deviceId, venueId });
	expect((await readDevice(database))!.publicKey).toBe(key);
});

it('asks for another code when the first has expired', async () => {
	const { asked } = await pair([value(waiting), value(expired), value(paired)]);
	expect(asked).toEqual(['request', `state of ${pairingId}`, 'request']);
});

it('is paired by a link at once', async () => {
	expect(await pair([value(paired)], TOKEN)).toMatchObject({ asked: ['request by link'], views: [] });
});

it('says that a link is no good, and shows a code all the same', async () => {
	const { asked, views } = await pair([fail('bad-link'), value(waiting), value(paired)], TOKEN);
	expect(asked.slice(0, 2)).toEqual(['request by link', 'request']);
	expect(views.at(-1)).toEqual({ code: '123456', expiresAt: 9, problem: 'bad-link', lostSeq: null });
});

it('says that there is no hub, and waits longer each time', async () => {
	const { views, pauses } = await pair([fail('unreachable'), fail('unreachable'), value(paired)]);
	expect(views.map((view) => view.problem)).toEqual(['no-hub', 'no-hub']);
	expect(pauses[1]).toBeGreaterThan(pauses[0]!);
});

it('reads the token of a link', () => {
	expect(pairingToken(`http://x/kiosk?pair=${TOKEN}`)).toBe(TOKEN);
	expect(pairingToken('http://x/kiosk?pair=%3Cscript%3E')).toBeNull();
	expect(pairingToken('http://x/kiosk')).toBeNull();
});
