import { describe, expect, it } from 'vitest';
import { asId, type RecordingId, type VenueId } from '../base/id.ts';
import {
	afterAnswer,
	loudness,
	MOST_HELD,
	RECORDING_OUTCOMES,
	recordingEnds,
	ROOM_LEFT_BYTES,
	roomForOne,
	timeLeft,
} from './recording.ts';
import { openRecording, sealingKeyOf, sealRecording } from './sealed-recording.ts';

describe('a recording', () => {
	it('[S21] goes from a kiosk with the hub’s word alone', () => {
		const fates = RECORDING_OUTCOMES.map((outcome) => [outcome, afterAnswer(outcome, true)]);
		expect(Object.fromEntries(fates)).toEqual({
			...{ taken: 'forget', damaged: 'again', unreadable: 'aside' },
			...{ 'not-sound': 'aside', 'too-long': 'aside', 'other-content': 'aside' },
		});
		expect(afterAnswer('damaged', false)).toBe('aside');
	});
	it('is begun only where there is room for it, and for check-ins after it', () => {
		const enough = ROOM_LEFT_BYTES + 700_000;
		expect([roomForOne(0, enough), roomForOne(0, enough - 1), roomForOne(0, null)]).toEqual([
			...['yes', 'full', 'yes'],
		]);
		expect([roomForOne(MOST_HELD - 1, enough), roomForOne(MOST_HELD, enough)]).toEqual(['yes', 'many']);
	});
	it('counts down whole seconds to nothing', () => {
		expect([0, 1, 59_999, 60_000, 90_000].map((ms) => timeLeft(ms).seconds)).toEqual([60, 60, 1, 0, 0]);
		expect([timeLeft(15_000).share, timeLeft(60_001).share]).toEqual([0.75, 0]);
	});
	it('ends so many days after it was told', () => {
		expect(recordingEnds(1000, 30)).toBe(1000 + 30 * 86_400_000);
	});
	it('is loud from a quiet room to a voice close by', () => {
		const at = (amplitude: number) => loudness(new Float32Array(256).fill(amplitude));
		expect([at(0), at(0.0005)]).toEqual([0, 0]);
		expect(at(0.01)).toBeCloseTo(0.4);
		expect(at(0.9)).toBe(1);
		expect(loudness(new Float32Array(0))).toBe(0);
	});
});

describe('a sealed recording', () => {
	const secret = new Uint8Array(32).fill(7);
	const once = new Uint8Array(32).fill(9);
	const place = { venueId: asId<VenueId>('palace'), id: asId<RecordingId>('ab'.repeat(16)) };
	const sound = new TextEncoder().encode('一段讲述'.repeat(100));
	const sealed = sealRecording(sound, sealingKeyOf(secret), place, once);

	it('is opened by the hub, at its venue, under its id', () => {
		expect(openRecording(sealed, secret, place)).toEqual(sound);
		expect(openRecording(sealed, secret, { ...place, venueId: asId('elsewhere') })).toBeNull();
		expect(openRecording(sealed, secret, { ...place, id: asId('cd'.repeat(16)) })).toBeNull();
		expect(openRecording(sealed, new Uint8Array(32).fill(8), place)).toBeNull();
	});
	it('is nothing where a bit of it is another', () => {
		for (const at of [0, 31, 32, 500, sealed.length - 1]) {
			const bent = sealed.slice();
			bent[at]! ^= 1;
			expect(openRecording(bent, secret, place), String(at)).toBeNull();
		}
		for (const length of [0, 31, 32, 47, sealed.length - 1])
			expect(openRecording(sealed.subarray(0, length), secret, place), String(length)).toBeNull();
	});
	it('is not to be opened with what the kiosk knows', () => {
		expect(openRecording(sealed, sealingKeyOf(secret), place)).toBeNull();
		expect(Buffer.from(sealed).includes('讲述')).toBe(false);
	});
});
