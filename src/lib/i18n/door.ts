import type { RoomId, SessionId } from '../base/id.ts';
import { meetingOf, type Catalogue } from '../domain/catalogue.ts';
import { inLanguage, type Language } from '../domain/text.ts';
import { placeName } from './floors.ts';
import { addressLine } from './visit-verdict.ts';

type Door = { readonly session: SessionId } | { readonly room: RoomId };

/** A machine's door in words: the class that it is for, or the room; with the address where that is elsewhere. */
export function doorWords(catalogue: Catalogue, door: Door, language: Language): string | null {
	const meeting = 'session' in door ? meetingOf(catalogue, door.session) : null;
	const room = 'room' in door ? catalogue.rooms.get(door.room) : meeting?.room;
	if (!room) return null;
	const name = meeting ? inLanguage(meeting.course.name, language) : placeName(room, language);
	return [name, ...addressLine(room, language)].join(' · ');
}
