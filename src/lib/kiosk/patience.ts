/** Something took so long that it may never end. */
export class TookTooLong extends Error {
	override readonly name = 'TookTooLong';
}

/** As `work`, but rejects with TookTooLong after `ms`: a stuck disk must not freeze the door silently. */
export function within<T>(ms: number, work: PromiseLike<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new TookTooLong(`no answer within ${ms} ms`)), ms);
		work.then(
			(value) => {
				clearTimeout(timer);
				resolve(value);
			},
			(error: unknown) => {
				clearTimeout(timer);
				reject(error instanceof Error ? error : new Error(String(error)));
			},
		);
	});
}
