import type { Role } from '$lib/server/hub.ts';

/** Which roles may do what on the staff pages. Loads and actions ask here, pages hide what would be refused. */
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
} as const satisfies Record<string, readonly Role[]>;

export type Ability = keyof typeof MAY;

export const may = (role: Role, ability: Ability): boolean =>
	(MAY[ability] as readonly Role[]).includes(role);

/** Everything this role may do, for a page to know which buttons to draw. */
export const abilitiesOf = (role: Role): Record<Ability, boolean> => {
	const all = Object.keys(MAY) as Ability[];
	return Object.fromEntries(all.map((ability) => [ability, may(role, ability)])) as Record<Ability, boolean>;
};
