/// <reference lib="webworker" />
import { scrypt } from '@noble/hashes/scrypt.js';
import { memoryOf } from '../../domain/desk-roster-seal.ts';
import type { StretchRequest } from './stretch.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = ({ data: { pin, salt, cost } }: MessageEvent<StretchRequest>): void => {
	const { logN, r, p } = cost;
	const stretched = scrypt(pin, salt, { N: 2 ** logN, r, p, dkLen: 32, maxmem: memoryOf(cost) });
	self.postMessage(stretched);
};
