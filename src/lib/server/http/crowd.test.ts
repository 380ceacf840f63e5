import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { openCrowd } from './crowd.ts';

const post = (length?: string, url = '/api/v1/sync/entries', method = 'POST') =>
	({ method, url, headers: length === undefined ? {} : { 'content-length': length } }) as IncomingMessage;
const answer = () => new EventEmitter() as ServerResponse;

it('[S10] few large bodies are inside at once; the others are told when to come back, and come in once a place is free', () => {
	const crowd = openCrowd(
		() => 0,
		() => 0.5,
	);
	const inside: ServerResponse[] = [];
	let refused = 0;
	for (let n = 0; n < 100; n++) {
		const response = answer();
		if (crowd.enter(post(n % 2 === 0 ? '100000' : undefined), response) === null) inside.push(response);
		else refused++;
	}
	expect([inside.length, refused]).toEqual([68, 32]);
	for (const small of [post('8192'), post(undefined, '/staff'), post(undefined, '/api/v1/health', 'GET')])
		expect(crowd.enter(small, answer())).toBeNull();
	inside[0]!.emit('close');
	expect(crowd.enter(post('100000'), answer())).toBeNull();
	expect(crowd.enter(post('100000'), answer())).not.toBeNull();
});

it('the more have been turned away, the longer they are told to stay away, each a time of its own', () => {
	let chance = 0;
	const crowd = openCrowd(
		() => 0,
		() => (chance = (chance + 0.37) % 1),
	);
	const waits = Array.from({ length: 3500 }, () => crowd.enter(post('100000'), answer()) ?? 0).slice(68);
	const of = (from: number, to: number) => waits.slice(from, to);
	expect(Math.max(...of(0, 20))).toBeLessThanOrEqual(8);
	expect(Math.min(...of(3000, 3020))).toBeGreaterThan(Math.max(...of(0, 20)));
	expect(new Set(of(1000, 1020)).size).toBeGreaterThan(10);
	expect(waits.every((seconds) => seconds >= 1 && seconds <= 60)).toBe(true);
});
