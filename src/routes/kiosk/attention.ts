import type { IdleKind } from '$lib/kiosk/idle.ts';

/** How long somebody may look at this page without touching it: verdicts are personal, a story takes time to read. */
export function idleKindOf(path: string, verdictShown: boolean): IdleKind {
	if (verdictShown) return 'personal';
	return path.startsWith('/kiosk/exhibits/') || path.startsWith('/kiosk/session/') ? 'reading' : 'menu';
}

/** The picture walks round a few pixels in a quarter of an hour, so that its edges do not burn in. */
export function shiftAt(now: number): { x: number; y: number } {
	const step = Math.floor(now / 60_000) % 16;
	const along = (at: number) => (at < 8 ? at : 16 - at) - 4;
	return { x: along(step) / 2, y: along((step + 4) % 16) / 2 };
}
