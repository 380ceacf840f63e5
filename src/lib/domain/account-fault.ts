/** Why an account cannot be made, changed or ended. */
export type AccountFault =
	| 'no-such-account'
	/** Above or beside what whoever asks may give. */
	| 'not-yours'
	| 'yourself'
	| 'last-operator'
	/** Operators run every venue. */
	| 'operator-everywhere'
	/** Nobody but operators and auditors looks after every venue. */
	| 'needs-venue'
	| 'no-such-venue'
	| 'bad-name';
