import { recoverFromErrors } from './recovery.ts';
import { askToPersist, isStorageLow } from './storage.ts';
import { watchUpdates, type Updates } from './updates.ts';
import { keepAwake } from './wake-lock.ts';

export interface StandingDeps {
	/** A newer version waits. */
	readonly onUpdate: () => void;
	readonly onStorageLow: (low: boolean) => void;
}

/** What a machine needs that stands in a lobby for years, whatever it shows. */
export interface Standing {
	readonly checkUpdate: () => void;
	readonly applyUpdate: () => void;
	/** Starts afresh, where that works without the network too. */
	readonly reload: () => void;
	readonly stop: () => void;
}

const LOOK_EVERY_MS = 60 * 60_000;
/** The service worker fetches everything at its first start: not while the first screen does. */
const REGISTER_AFTER_MS = 2000;

export function stand({ onUpdate, onStorageLow }: StandingDeps): Standing {
	let updates: Updates | null = null;
	const stopRecovery = recoverFromErrors();
	const stopAwake = keepAwake();
	const complain = (error: unknown): void => console.warn(error);
	const look = (): void => {
		updates?.check();
		if (isSecureContext) isStorageLow().then(onStorageLow, complain);
	};
	const registering = setTimeout(() => {
		if (isSecureContext) askToPersist().catch(complain);
		watchUpdates(onUpdate).then((watched) => (updates = watched), complain);
		look();
	}, REGISTER_AFTER_MS);
	const looking = setInterval(look, LOOK_EVERY_MS);
	return {
		checkUpdate: () => updates?.check(),
		applyUpdate: () => updates?.apply(),
		reload: () => {
			if (navigator.serviceWorker?.controller) location.reload();
		},
		stop: () => {
			clearTimeout(registering);
			clearInterval(looking);
			stopRecovery();
			stopAwake();
		},
	};
}
