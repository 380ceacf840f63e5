import type { Catalogue } from '$lib/domain/catalogue.ts';
import { inLanguage, type Language } from '$lib/domain/text.ts';

/** Programme ▸ course ▸ class, by name, with how much lies ahead of each class. */
export function treeView(
	{ programmes, courses, offerings, sessions }: Catalogue,
	now: number,
	shown: (one: { archived?: boolean | undefined }) => boolean,
	lang: Language,
) {
	const ahead = new Map<string, { n: number; first: number }>();
	for (const { offeringId, endsAt, startsAt, status } of sessions.values()) {
		if (endsAt <= now || status === 'cancelled') continue;
		const known = ahead.get(offeringId) ?? { n: 0, first: startsAt };
		ahead.set(offeringId, { n: known.n + 1, first: Math.min(known.first, startsAt) });
	}
	const byName = <T extends { name: string }>(all: T[]): T[] =>
		all.sort((a, b) => a.name.localeCompare(b.name, lang === 'zh' ? 'zh-CN' : 'en'));
	const classesOf = (courseId: string) =>
		[...offerings.values()]
			.filter((one) => one.courseId === courseId && shown(one))
			.map((one) => ({
				...{ id: one.id, name: inLanguage(one.name, lang), capacity: one.capacity },
				...{ teacher: inLanguage(one.teacher.name, lang), archived: one.archived === true },
				...{ ahead: ahead.get(one.id)?.n ?? 0, first: ahead.get(one.id)?.first ?? null },
			}));
	const coursesOf = (programmeId: string) =>
		[...courses.values()]
			.filter((one) => one.programmeId === programmeId && shown(one))
			.map((one) => ({
				...{ id: one.id, name: inLanguage(one.name, lang), archived: one.archived === true },
				classes: byName(classesOf(one.id)),
			}));
	return byName(
		[...programmes.values()].filter(shown).map((one) => ({
			...{ id: one.id, name: inLanguage(one.name, lang), tint: one.tint, archived: one.archived === true },
			courses: byName(coursesOf(one.id)),
		})),
	);
}
