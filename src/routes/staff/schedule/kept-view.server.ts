import { asId } from '$lib/base/id.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import type { Kept } from '$lib/domain/import-undo.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';
import { auditWords } from '$lib/i18n/staff/audit-words.ts';
import { undoWords } from '$lib/i18n/staff/undo-words.ts';
import { roomWords } from '../day-view.server.ts';

/** So many are told one by one; the rest are counted. */
const TOLD = 40;

/** What an undo has left as it is: a line a class, or a line a thing of the catalogue. */
export function keptView(catalogue: Catalogue, kept: readonly Kept[], lang: Language): string[] {
	const words = undoWords(lang);
	const classOf = ({ id }: Kept) => catalogue.sessions.get(asId(id))?.offeringId ?? id;
	const sessions = kept.filter(({ kind }) => kind === 'session');
	const byClass = Map.groupBy(sessions, (one) => `${one.why} ${classOf(one)}`);
	const told = [...byClass.values()].map((same) =>
		words.sessions[same[0]!.why](nameOf(catalogue, 'offering', classOf(same[0]!), lang), same.length),
	);
	const records = kept.flatMap(({ kind, id, why }) =>
		kind === 'session'
			? []
			: [words.record[why](`${auditWords(lang).record[kind]}“${nameOf(catalogue, kind, id, lang)}”`)],
	);
	const all = [...told, ...records];
	return all.length > TOLD ? [...all.slice(0, TOLD), words.more(all.length - TOLD)] : all;
}

function nameOf(
	catalogue: Catalogue,
	kind: Exclude<Kept['kind'], 'session'>,
	id: string,
	lang: Language,
): string {
	const { rooms, programmes, courses, offerings } = catalogue;
	if (kind === 'room') {
		const room = rooms.get(asId(id));
		return room ? roomWords(room, lang) : id;
	}
	const offering = kind === 'offering' ? offerings.get(asId(id)) : undefined;
	const course = courses.get(offering?.courseId ?? asId(id));
	const named = offering ? [course, offering] : [kind === 'course' ? course : programmes.get(asId(id))];
	return named.flatMap((one) => (one ? [inLanguage(one.name, lang)] : [])).join(' ') || id;
}
