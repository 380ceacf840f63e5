/** Brings `Temporal` where the browser has none (Chromium before 144). To be awaited before anything asks the time. */
export async function ensureTemporal(): Promise<void> {
	if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
}
