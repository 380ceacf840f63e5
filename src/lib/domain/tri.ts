/** What is known offline is three-valued: a kiosk that cannot know says so instead of saying no. */
export type Tri = 'yes' | 'no' | 'unknown';

export const tri = (value: boolean | undefined): Tri =>
	value === undefined ? 'unknown' : value ? 'yes' : 'no';

/** Is `at` before `limit`, when `at` is only known within ± `uncertainty` milliseconds? */
export function isBefore(at: number, limit: number, uncertainty: number): Tri {
	if (at + uncertainty < limit) return 'yes';
	return at - uncertainty >= limit ? 'no' : 'unknown';
}
