import type { Scene, Screen, Slot } from './screen-shapes.ts';
import { localTime, localWeekday } from './venue-time.ts';

export type { Scene, Screen, Slot, Zone } from './screen-shapes.ts';

export const USUAL_SCREEN: Screen = {
	...{
		zones: ['codes', 'notices', 'changes', 'person', 'hours'],
		floors: [],
		rooms: [],
		rows: null,
		seconds: 9,
		order: 'time',
	},
	...{ languages: [], playlist: [] },
};

/** Does the slot count at this moment? After midnight it is still of the day that it began on. */
function isIn({ days, from, to }: Slot, now: number, zone: string): boolean {
	const [time, day] = [localTime(now, zone), localWeekday(now, zone)];
	if (from < to) return days.includes(day) && time >= from && time < to;
	const before = day === 1 ? 7 : day - 1;
	return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

/** Which scenes take turns at `now`, and how long each stays. */
export const slotAt = (
	{ playlist }: Pick<Screen, 'playlist'>,
	now: number,
	zone: string,
): Pick<Slot, 'scenes' | 'seconds'> =>
	playlist.find((slot) => isIn(slot, now, zone)) ?? { scenes: ['board'], seconds: 60 };

/** The scene whose turn it is, of those that have something to show; the board always has. */
export function sceneAt(
	screen: Pick<Screen, 'playlist'>,
	now: number,
	zone: string,
	has: Readonly<Record<Scene, boolean>>,
): Scene {
	const { scenes, seconds } = slotAt(screen, now, zone);
	const able = scenes.filter((scene) => has[scene]);
	return able[Math.floor(now / (seconds * 1000)) % Math.max(1, able.length)] ?? 'board';
}
