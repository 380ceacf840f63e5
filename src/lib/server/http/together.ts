/**
 * Requests that have come in the same turn of the event loop go on together. Otherwise each would run to its commit before
 * the next is looked at, and a lobby of phones would wait for the disk one after another.
 */
export function meetingPoint(): () => Promise<void> {
	let next: Promise<void> | null = null;
	return () =>
		(next ??= new Promise((resolve) => {
			setImmediate(() => {
				next = null;
				resolve();
			});
		}));
}
