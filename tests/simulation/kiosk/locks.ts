type Held = () => Promise<void>;

/** What a browser has of Web Locks, as far as one lock goes: whoever asked first holds it, then the next. */
export interface WebLocks {
	request(name: string, options: { signal: AbortSignal }, held: Held): Promise<void>;
}

export function webLocks(): WebLocks {
	let free: Promise<unknown> = Promise.resolve();
	return {
		request(_name, { signal }, held) {
			const mine = free.then(() => (signal.aborted ? undefined : held()));
			free = mine.catch(() => undefined);
			return mine;
		},
	};
}

/** Calls `act`, which looks at `navigator.locks` at once, in a browser that has these; null: has none. */
export function inBrowserWith(locks: WebLocks | null, act: () => void): void {
	const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')!;
	Object.defineProperty(globalThis, 'navigator', { value: locks ? { locks } : {}, configurable: true });
	try {
		act();
	} finally {
		Object.defineProperty(globalThis, 'navigator', before);
	}
}
