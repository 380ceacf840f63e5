import { HONOUR_LEVELS, type Honoree, type Honour } from '../domain/exhibit.ts';
import type { HonoreeId } from '../base/id.ts';

const rankOf = (honour: Honour): number => HONOUR_LEVELS.indexOf(honour.level) * 10_000 + honour.year;

/** The honour that a portrait names: the highest level, then the earliest year. */
export const chiefHonour = (honoree: Honoree): Honour =>
	honoree.honours.reduce((best, honour) => (rankOf(honour) < rankOf(best) ? honour : best));

/** Gallery order: by level of the chief honour, its year, then id: the same on every machine. */
export function galleryOrder(honorees: Iterable<Honoree>): Honoree[] {
	const ranked = Array.from(honorees, (honoree) => ({ honoree, rank: rankOf(chiefHonour(honoree)) }));
	ranked.sort((a, b) => a.rank - b.rank || (a.honoree.id < b.honoree.id ? -1 : 1));
	return ranked.map(({ honoree }) => honoree);
}

/**
 * The person of the month `YYYY-MM`: the one named for it, else the last one named before it, else one in turn by
 * the month's number, so that the frame by the entrance is never empty.
 */
export function personOfMonth(honorees: readonly Honoree[], month: string): Honoree | null {
	if (honorees.length === 0) return null;
	const named = honorees.filter((h) => h.month !== undefined && h.month <= month);
	const latest = named.sort((a, b) => (a.month! < b.month! ? 1 : -1))[0];
	if (latest) return latest;
	const [year, number] = month.split('-').map(Number);
	return honorees[(year! * 12 + number!) % honorees.length]!;
}

/** Who hangs to the left and right, around the wall. Null where there is nobody else. */
export function neighbours(
	order: readonly Honoree[],
	id: HonoreeId,
): { previous: Honoree; next: Honoree } | null {
	const at = order.findIndex((honoree) => honoree.id === id);
	if (at < 0 || order.length < 2) return null;
	const around = (step: number) => order[(at + step + order.length) % order.length]!;
	return { previous: around(-1), next: around(1) };
}
