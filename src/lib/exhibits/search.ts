import type { Honoree } from '../domain/exhibit.ts';

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Everything of a person that a visitor may type: names, trade, honours, the sentence of the gallery. */
function wordsOf(honoree: Honoree): string {
	const texts = [honoree.name, honoree.work, honoree.summary, ...honoree.honours.map((h) => h.title)];
	const years = honoree.honours.map((honour) => String(honour.year));
	return folded([...texts.flatMap((text) => [text.zh, text.en ?? '']), ...years].join('\n'));
}

/** Those in whom every word of `query` is found, in the order given; all of them for an empty query. */
export function findHonorees(honorees: readonly Honoree[], query: string): Honoree[] {
	const wanted = folded(query).split(/\s+/u).filter(Boolean);
	return honorees.filter((honoree) => {
		const text = wordsOf(honoree);
		return wanted.every((word) => text.includes(word));
	});
}
