import type { Room } from '../domain/venue.ts';
import { floorName, floorSign } from '../i18n/floors.ts';

/** Spaces and brackets say nothing: “舞蹈室（4 楼）”, “舞蹈室4楼”. */
const squeezed = (text: string): string => text.replaceAll(/[\s()（）]/g, '').toUpperCase();

const SURE = (room: Room): (string | undefined)[] => [
	...[room.number && `${room.number} ${room.name.zh}`, room.name.en, room.name.zh, room.number],
];

/** With their floor, for rooms that share a name. */
const withFloor = ({ floor, name }: Room): string[] =>
	[name.zh, name.en].flatMap((called) =>
		called
			? [floorName(floor, 'zh'), floorName(floor, 'zh').replace('楼', '层'), floorSign(floor)].flatMap(
					(where) => [squeezed(where + called), squeezed(called + where)],
				)
			: [],
	);

/** The rooms of a venue by what people call them; several may go by one name. */
export class RoomNames {
	readonly #byId = new Map<string, Room>();
	readonly #byName = new Map<string, Room[]>();
	readonly #byFloor = new Map<string, Room[]>();

	constructor(rooms: Iterable<Room>) {
		for (const room of rooms) this.add(room);
	}

	add(room: Room): void {
		this.#byId.set(room.id, room);
		for (const text of SURE(room)) if (text) put(this.#byName, text.trim(), room);
		for (const text of withFloor(room)) put(this.#byFloor, text, room);
	}

	/** All that may be meant; what is archived only where nothing else is. */
	called(text: string): readonly Room[] {
		const byId = this.#byId.get(text.trim());
		if (byId) return [byId];
		const same = this.#byName.get(text.trim()) ?? this.#byFloor.get(squeezed(text)) ?? [];
		const open = same.filter(({ archived }) => !archived);
		return open.length > 0 ? open : same;
	}
}

function put(rooms: Map<string, Room[]>, text: string, room: Room): void {
	const same = rooms.get(text) ?? [];
	if (!same.includes(room)) rooms.set(text, [...same, room]);
}

/** Each in words that mean it alone: “1F 舞蹈室、4F 舞蹈室”; by its id where floor and number do not tell. */
export function apart(rooms: readonly Room[]): string {
	const spelt = rooms.map(({ number, floor, name }) => `${number ?? floorSign(floor)} ${name.zh}`);
	return rooms
		.map(({ id }, n) => (spelt.indexOf(spelt[n]!) === spelt.lastIndexOf(spelt[n]!) ? spelt[n]! : id))
		.join('、');
}
