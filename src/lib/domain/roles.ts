/** Who may do what in the staff console: one table, asked by every page and form, and walked by a test. */

export const ROLES = ['operator', 'manager', 'desk', 'editor', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Operators run the city, managers their venue; the desk lets people in; editors write what is shown and see no names; auditors
 * look and change nothing. Whoever belongs to a venue does all of this there only.
 */
export const MAY = {
	readRosters: ['operator', 'manager', 'desk', 'auditor'],
	checkIn: ['operator', 'manager', 'desk'],
	decide: ['operator', 'manager', 'desk'],
	seeDevices: ['operator', 'manager', 'auditor'],
	manageDevices: ['operator', 'manager'],
	handlePasses: ['operator', 'manager'],
	seeSchedule: ['operator', 'manager', 'desk', 'editor', 'auditor'],
	editSchedule: ['operator', 'manager'],
	/** For the whole city. */
	answerHolidays: ['operator'],
	seeCatalogue: ['operator', 'manager', 'desk', 'editor', 'auditor'],
	editCatalogue: ['operator', 'manager'],
	/** Names, numbers and phones of all who are known, and what they are enrolled in. */
	seeMembers: ['operator', 'manager'],
	editMembers: ['operator', 'manager'],
	/** A person may come to several venues: who goes for good is the city's business. */
	eraseMembers: ['operator'],
	seeUnions: ['operator', 'manager', 'auditor'],
	editUnions: ['operator'],
	seeAccounts: ['operator', 'manager', 'auditor'],
	manageAccounts: ['operator', 'manager'],
	seeExhibits: ['operator', 'manager', 'editor', 'auditor'],
	writeExhibits: ['operator', 'manager', 'editor'],
	/** Of what others have written. */
	approveExhibits: ['operator', 'manager', 'editor'],
	/** Visitors' voices, before anybody has decided whether they are shown. */
	hearRecordings: ['operator', 'manager', 'editor'],
	/** Counts of the venue, and of the city for whoever runs it. */
	seeReports: ['operator', 'manager', 'auditor'],
	/** Notices and what displays show: for everybody who comes in. */
	announce: ['operator', 'manager', 'editor'],
	setScreens: ['operator', 'manager', 'editor'],
	/** It takes over every screen of the venue. */
	raiseEmergency: ['operator', 'manager'],
	readAudit: ['operator', 'manager', 'auditor'],
} as const satisfies Record<string, readonly Role[]>;

export type Ability = keyof typeof MAY;
export const ABILITIES = Object.keys(MAY) as Ability[];

export const may = (role: Role, ability: Ability): boolean =>
	(MAY[ability] as readonly Role[]).includes(role);

/** Everything this role may do, for a page to know which buttons to draw. */
export const abilitiesOf = (role: Role): Record<Ability, boolean> =>
	Object.fromEntries(ABILITIES.map((ability) => [ability, may(role, ability)])) as Record<Ability, boolean>;

/** An account's reach: which role, and at which venue; null is every venue. */
export interface Reach {
	readonly role: Role;
	readonly venueId: string | null;
}

/**
 * May `by` make, change or end an account of this reach? Operators any; managers those of their own venue, and no operator:
 * nobody gives away more than they have.
 */
export function mayGrant(by: Reach, { role, venueId }: Reach): boolean {
	if (!may(by.role, 'manageAccounts')) return false;
	if (by.venueId !== null && by.venueId !== venueId) return false;
	return by.role === 'operator' || role !== 'operator';
}
