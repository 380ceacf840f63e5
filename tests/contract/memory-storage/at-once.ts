/** A store whose statements are done at once: what the twin's tables are. The adapter makes promises of them. */
export type AtOnce<Store> = {
	[Name in keyof Store]: Store[Name] extends (...args: infer Args) => Promise<infer Result>
		? (...args: Args) => Result
		: never;
};

/** The same store as its port has it, each statement after whatever `before` waits for. */
export const promised = <Store extends object>(
	store: AtOnce<Store>,
	before: (() => Promise<void>) | null,
): Store =>
	new Proxy(store, {
		get:
			(_, name: string) =>
			async (...args: unknown[]) => {
				if (before) await before();
				return (store as Record<string, (...args: unknown[]) => unknown>)[name]!(...args);
			},
	}) as unknown as Store;
