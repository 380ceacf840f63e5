import type { Honoree } from '../domain/exhibit.ts';
import type { Text } from '../domain/text.ts';

/** By what a visitor may narrow the wall down. The values are as they stand in an address. */
export const FACETS = ['kind', 'level', 'decade', 'trade', 'home', 'letter'] as const;
export type Facet = (typeof FACETS)[number];

/** What is chosen; a facet that is not there is not narrowed down. */
export type Choice = Partial<Record<Facet, string>>;

/** One value of a facet, and how many are left when it is chosen too. */
export interface FacetValue {
	readonly value: string;
	readonly count: number;
	/** In both languages, where the records say it. */
	readonly label: Text | null;
}

/** Everything of a person by which one facet finds them. */
function valuesOf(honoree: Honoree, facet: Facet): readonly string[] {
	switch (facet) {
		case 'kind':
			return honoree.honours.flatMap((honour) => honour.kind ?? []);
		case 'level':
			return honoree.honours.map((honour) => honour.level);
		case 'decade':
			return honoree.honours.map((honour) => String(honour.year - (honour.year % 10)));
		case 'trade':
			return honoree.trade ? [honoree.trade.zh] : [];
		case 'home':
			return honoree.home ? [honoree.home.zh] : [];
		case 'letter':
			return [honoree.initial];
	}
}

const fits = (honoree: Honoree, facet: Facet, value: string): boolean =>
	valuesOf(honoree, facet).includes(value);

/** Those of whom every chosen facet holds, in the order given. */
export function narrowed(wall: readonly Honoree[], choice: Choice): readonly Honoree[] {
	const chosen = FACETS.filter((facet) => choice[facet] !== undefined);
	if (chosen.length === 0) return wall;
	return wall.filter((honoree) => chosen.every((facet) => fits(honoree, facet, choice[facet]!)));
}

/** The values of one facet among those whom the other facets leave: letters and years in order, words by how many there are. */
export function facetValues(wall: readonly Honoree[], choice: Choice, facet: Facet): FacetValue[] {
	const counts = new Map<string, { count: number; label: Text | null }>();
	for (const honoree of narrowed(wall, { ...choice, [facet]: undefined }))
		for (const value of new Set(valuesOf(honoree, facet))) {
			const seen = counts.get(value);
			if (seen) seen.count++;
			else counts.set(value, { count: 1, label: labelOf(honoree, facet) });
		}
	const values = [...counts].map(([value, seen]) => ({ value, ...seen }));
	return values.sort((a, b) =>
		facet === 'trade' || facet === 'home'
			? b.count - a.count || (a.value < b.value ? -1 : 1)
			: a.value < b.value
				? -1
				: 1,
	);
}

const labelOf = (honoree: Honoree, facet: Facet): Text | null =>
	(facet === 'trade' ? honoree.trade : facet === 'home' ? honoree.home : null) ?? null;

/** What an address asks for; what is not a facet is nobody's business. */
export function choiceFrom(asked: URLSearchParams): Choice {
	const entries = FACETS.flatMap((facet) => {
		const value = asked.get(facet);
		return value ? [[facet, value]] : [];
	});
	return Object.fromEntries(entries) as Choice;
}

/** `/kiosk/exhibits?trade=…`: the wall as it is now, for a link or for coming back. */
export function wallAddress(choice: Choice): string {
	const query = new URLSearchParams();
	for (const facet of FACETS) if (choice[facet] !== undefined) query.set(facet, choice[facet]);
	const text = query.toString();
	return text ? `/kiosk/exhibits?${text}` : '/kiosk/exhibits';
}
