/** Rules broken on purpose, to show that the checks see it. */
export const MUTATIONS = {
	'ack-before-commit': 'a tick is shown while the entry is still in memory; a power cut loses it [S1]',
	'delete-before-receipt': 'an entry leaves the outbox when it is sent [S5]',
	'reuse-seq': 'now and then an append does not move the head on [S2]',
	'forget-receipt': 'the hub has no receipt for what it stored already [S4]',
	'unsynced-hub': 'the hub answers before its commit is on the disk [S3]',
} as const;

export type Mutation = keyof typeof MUTATIONS;

export const isMutation = (name: string): name is Mutation => Object.hasOwn(MUTATIONS, name);
