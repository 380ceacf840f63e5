import type { PinCost } from '../../domain/desk-roster-seal.ts';

export interface StretchRequest {
	readonly pin: string;
	readonly salt: Uint8Array;
	readonly cost: PinCost;
}

/** scrypt of a PIN: 32 bytes. Rejects where the machine has not got the memory. */
export type Stretch = (pin: string, salt: Uint8Array, cost: PinCost) => Promise<Uint8Array>;

/** In a worker of its own, which ends with it and takes its memory along: the screen goes on meanwhile. */
export const stretchApart: Stretch = (pin, salt, cost) => {
	const worker = new Worker(new URL('./stretch.worker.ts', import.meta.url), { type: 'module' });
	return new Promise<Uint8Array>((resolve, reject) => {
		worker.onmessage = ({ data }: MessageEvent<Uint8Array>) => resolve(data);
		worker.onerror = (event) => reject(new Error(event.message || 'the worker did not load'));
		worker.postMessage({ pin, salt, cost } satisfies StretchRequest);
	}).finally(() => worker.terminate());
};
