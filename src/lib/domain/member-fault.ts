/** Why what staff write about somebody cannot be kept. */
export type MemberFault =
	| 'no-such-member'
	| 'bad-name'
	| 'bad-number'
	| 'taken-number'
	| 'bad-phone'
	| 'bad-union'
	/** Whoever answers for one venue adds people to one of its classes: else they would not see them again. */
	| 'needs-class'
	| 'no-such-class'
	| 'reason-missing';
