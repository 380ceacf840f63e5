/** Where randomness comes from; a seeded twin replaces it in simulations. */
export interface Random {
	/** `length` unpredictable bytes. */
	bytes(length: number): Uint8Array;
}

export const systemRandom: Random = {
	bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
