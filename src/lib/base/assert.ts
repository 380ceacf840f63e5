/** Stops the program at a bug. Assertions stay on in production: a wrong tick is worse than a visible error. */
export function assert(condition: unknown, message: string): asserts condition {
	if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** The branch that the types say cannot be reached. */
export function unreachable(value: never): never {
	throw new Error(`assertion failed: unexpected ${JSON.stringify(value)}`);
}
