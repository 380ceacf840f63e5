import { inLanguage } from '$lib/domain/text.ts';
import { openingText } from '$lib/domain/opening-text.ts';
import { roomWords } from '../day-view.server.ts';
import { openDesk } from '../desk.server.ts';
import { treeView } from './tree-view.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { hub, venueId, catalogue } = await openDesk(event, 'seeCatalogue');
	const { lang } = await event.parent();
	const archived = event.url.searchParams.has('archived');
	const teachers = await hub.catalogueEdits.teachers(venueId);
	const shown = (one: { archived?: boolean | undefined }) => archived || !one.archived;
	const { venue, rooms } = catalogue;
	const all = [
		...catalogue.programmes.values(),
		...catalogue.courses.values(),
		...catalogue.offerings.values(),
	];
	return {
		archived,
		hidden: [...all, ...rooms.values(), ...teachers].filter((one) => one.archived).length,
		tree: treeView(catalogue, hub.clock.now(), shown, lang),
		rooms: [...rooms.values()]
			.filter(shown)
			.sort((a, b) => a.floor - b.floor || (a.number ?? '').localeCompare(b.number ?? ''))
			.map((room) => ({
				...{ id: room.id, name: roomWords(room, lang), floor: room.floor, seats: room.seats ?? null },
				archived: room.archived === true,
			})),
		teachers: teachers.filter(shown).map(({ id, name, honoreeId, archived: isOut }) => ({
			...{ id, name: inLanguage(name, lang), honoured: honoreeId !== undefined, archived: isOut === true },
		})),
		venue: {
			...{ id: venue.id, name: inLanguage(venue.name, lang), kind: venue.kind, phone: venue.phone ?? null },
			address: venue.address ? inLanguage(venue.address, lang) : null,
			hours: openingText(venue.openingHours).split('\n'),
			amenities: (venue.amenities ?? []).map((one) => inLanguage(one, lang)),
		},
		said: {
			saved: event.url.searchParams.get('saved'),
			removed: event.url.searchParams.get('removed'),
		},
	};
};
