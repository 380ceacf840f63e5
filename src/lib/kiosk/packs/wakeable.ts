/** A sleep that others may end; a call while nobody sleeps is remembered for the next one. */
export interface Wakeable {
	sleep(ms: number): Promise<void>;
	up(): void;
}

export function createWakeable(): Wakeable {
	let end: (() => void) | null = null;
	let called = false;
	return {
		sleep(ms) {
			if (called) {
				called = false;
				return Promise.resolve();
			}
			return new Promise((resolve) => {
				const timer = setTimeout(() => end?.(), ms);
				end = () => {
					end = null;
					clearTimeout(timer);
					resolve();
				};
			});
		},
		up() {
			if (end) end();
			else called = true;
		},
	};
}
