import { inLanguage, type Language, type Text } from '../domain/text.ts';
import { words } from './index.ts';

/** “3 楼”, “地下 1 层”; “Floor 3”, “Basement 1”. */
export function floorName(floor: number, language: Language): string {
	const { up, down } = words(language).machine.floor;
	return floor > 0 ? up(floor) : down(-floor);
}

/** As on the lift's buttons: “3F”, “B1”. */
export const floorSign = (floor: number): string => (floor > 0 ? `${floor}F` : `B${-floor}`);

interface Place {
	readonly floor: number;
	readonly number?: string | undefined;
	readonly name: Text;
	readonly offsite?: boolean | undefined;
}

/** Where to go, in one breath: “3 楼 302 翰墨工坊”. Of a place elsewhere only the name: its address is said beside it. */
export const placeName = (room: Place, language: Language): string =>
	(room.offsite
		? [inLanguage(room.name, language)]
		: [floorName(room.floor, language), room.number, inLanguage(room.name, language)]
	)
		.filter(Boolean)
		.join(' ');
