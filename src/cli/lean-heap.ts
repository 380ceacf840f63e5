import { setFlagsFromString } from 'node:v8';

/**
 * V8 lets a small heap grow to several times what lives in it before it looks for garbage. While a city's kiosks come back
 * after an outage that garbage is most of what a hub takes; let it look when the heap has grown by half.
 */
export const keepHeapLean = (): void => setFlagsFromString('--heap-growing-percent=50');
