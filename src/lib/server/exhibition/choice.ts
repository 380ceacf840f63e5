import { err, ok } from '../../base/result.ts';
import { visibilityOf } from '../../domain/editorial.ts';
import type { Context } from '../context.ts';
import type { ExhibitionService } from './shapes.ts';
import { settle } from './shelf.ts';
import { noteStep } from './steps.ts';

/** The person of the month and the story of the week: one each, beside what is written about them. */
export const chooser = ({ storage, clock }: Context): Pick<ExhibitionService, 'choose' | 'chosen'> => ({
	chosen: (venueId, kind) => storage.read((tx) => tx.exhibits.chosen(venueId, kind)),
	choose: (by, venueId, key, period) =>
		storage.write(venueId, async (tx) => {
			const now = clock.now();
			const [head] = await tx.exhibits.get(venueId, [key]);
			if (!head) return err({ fault: 'no-such-exhibit' as const, lacks: [] });
			// Nobody sees a draft, nor what was taken back: it would stand for its month with nothing on any screen.
			if (period !== null && !['shown', 'scheduled'].includes(visibilityOf(head.standing, now)))
				return err({ fault: 'not-on-show' as const, lacks: [] });
			const others = (await tx.exhibits.chosen(venueId, key.kind)).filter(
				({ id, standing }) => id !== key.id && period !== null && standing.chosen === period,
			);
			const rows = [
				...others.map((row) => ({ ...row, standing: { ...row.standing, chosen: null } })),
				{ ...head, standing: { ...head.standing, chosen: period }, changedAt: now, changedBy: by.name },
			];
			await tx.exhibits.put(venueId, rows);
			const version = head.standing.latest;
			await noteStep(tx, { by, venueId, now }, key, { act: 'choose', version, detail: period });
			await settle(tx, venueId, rows, [], now);
			return ok(rows.at(-1)!);
		}),
});
