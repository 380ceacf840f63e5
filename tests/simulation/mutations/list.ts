/** Rules broken on purpose, one at a time, to show that the checks see it. Each is done around a port, never in the product. */
export const MUTATIONS = {
	'relaxed-commit': ['S1', 'the kiosk’s commit is not strict: a power cut takes the last seconds back'],
	'ack-before-commit': ['S1', 'the tick is shown while the entry is still to be written'],
	'reuse-seq': ['S2', 'now and then an append does not move the head on'],
	'delete-before-receipt': ['S5', 'an entry leaves the outbox when it is sent'],
	'drop-on-400': ['S10', 'the kiosk drops what somebody answers with 4xx'],
	'drop-unreadable': ['S8', 'the kiosk drops what the hub cannot read'],
	'any-answer-will-do': ['S10', 'the kiosk takes any 200 for a receipt, a portal’s page too'],
	'blind-drainers': ['S13', 'two tabs settle “the first so many” entries, not those that the receipts name'],
	'forget-history': ['S7', 'the kiosk keeps nothing of what it has sent'],
	'untrue-oldest': ['S7', 'the kiosk says that it holds nothing before what it sends'],
	'wall-clock': ['S17', 'the kiosk trusts its own clock'],
	'wipe-with-cache': ['S15', 'starting again with the records wipes the ledger too'],
	'forget-receipt': ['S4', 'the hub has no receipt for what it stored already'],
	'unsynced-hub': ['S3', 'the hub answers before its commit is on the disk'],
	'answer-before-commit': ['S3', 'the hub answers before it commits'],
	'statement-by-statement': ['S3', 'the hub commits each statement by itself'],
	'person-once': ['S3', 'the hub keeps one fact about a person and a session'],
	'ignore-chain': ['S6', 'the hub gives a receipt for any content under a known key'],
	'sequence-cursor': ['S14', 'revs come from a sequence, and those who write do not wait for each other'],
	'correction-wins': ['S5', 'a correction overrules what staff had not seen'],
	'first-come': ['S5', 'attendance depends on the order of arrival'],
} as const;

export type Mutation = keyof typeof MUTATIONS;

export const MUTATION_NAMES = Object.keys(MUTATIONS) as Mutation[];

export const isMutation = (name: string): name is Mutation => Object.hasOwn(MUTATIONS, name);
