/** A store whose statements are done at once: what the twin's tables are. The adapter makes promises of them. */
export type AtOnce<Store> = {
	[Name in keyof Store]: Store[Name] extends (...args: infer Args) => Promise<infer Result>
		? (...args: Args) => Result
		: never;
};

/** The same store as its port has it, each statement after whatever `before` waits for. */
export function promised<Store extends object>(
	store: AtOnce<Store>,
	before: (() => Promise<void>) | null,
): Store {
	const made: Record<string, unknown> = {};
	for (const [name, act] of Object.entries(store) as [string, (...args: unknown[]) => unknown][])
		made[name] = before
			? async (...args: unknown[]) => {
					await before();
					return act(...args);
				}
			: async (...args: unknown[]) => act(...args);
	return made as Store;
}
