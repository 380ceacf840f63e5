import { WIRE_VERSION } from '../../sync/versions.ts';
import type { PackState } from './pack-news.ts';

/** Not told more often, so that a whole venue's kiosks do not keep the hub writing, ms. */
const GATHER_MS = 10_000;
const AGAIN_MS = 60_000;
/** Of 100: less than that is no news. */
const STEP = 5;

/** What staff would want to hear of again. */
const keyOf = ({ here, bytes, problem, failing }: PackState): string =>
	JSON.stringify([bytes === 0 ? 0 : Math.floor((100 * here) / bytes / STEP), bytes, problem, failing]);

/** Tells the hub how the pack stands, whenever that is news. */
export function createReporter(origin: string): (state: PackState) => void {
	let latest: PackState | null = null;
	let said = '';
	let timer: ReturnType<typeof setTimeout> | null = null;
	const send = async (): Promise<void> => {
		timer = null;
		if (!latest || keyOf(latest) === said) return;
		const { here, bytes, problem, failing } = latest;
		const key = keyOf(latest);
		const heard = await fetch(`${origin}/api/v1/device/pack`, {
			...{ method: 'POST', credentials: 'same-origin', redirect: 'manual', cache: 'no-store' },
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ v: WIRE_VERSION, here, bytes, problem, failing }),
		}).catch(() => null);
		if (heard?.ok) said = key;
		if (heard?.ok ? keyOf(latest) !== said : true) later(heard?.ok ? GATHER_MS : AGAIN_MS);
	};
	const later = (ms: number): void => {
		timer ??= setTimeout(() => void send(), ms);
	};
	return (state) => {
		if (state.doing === 'starting') return;
		latest = state;
		if (keyOf(state) !== said) later(GATHER_MS);
	};
}
