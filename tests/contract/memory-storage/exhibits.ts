import type { VenueId } from '../../../src/lib/base/id.ts';
import type {
	ExhibitKey,
	ExhibitRow,
	ExhibitStore,
	StepRow,
	VersionRow,
} from '../../../src/lib/server/storage/exhibit-port.ts';
import type { AtOnce } from './at-once.ts';
import { keyOf, type Draft, type Tables } from './data.ts';

const textOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byKey = (a: ExhibitKey, b: ExhibitKey): number => textOrder(a.kind, b.kind) || textOrder(a.id, b.id);
const plain = ({ venueId: _, ...row }: Tables['exhibit']): ExhibitRow => row;
const plainVersion = ({ venueId: _, ...row }: Tables['exhibitVersion']): VersionRow => row;
const plainStep = ({ venueId: _v, number: _n, ...row }: Tables['exhibitStep']): StepRow => row;

export function exhibitStore(draft: Draft): AtOnce<ExhibitStore> {
	const heads = draft.rows('exhibit');
	const versions = draft.rows('exhibitVersion');
	const steps = draft.rows('exhibitStep');
	const at = (venueId: VenueId): ExhibitRow[] =>
		heads
			.all()
			.filter((row) => row.venueId === venueId)
			.map(plain);
	const of = (row: ExhibitKey & { venueId: VenueId }, venueId: VenueId, { kind, id }: ExhibitKey): boolean =>
		row.venueId === venueId && row.kind === kind && row.id === id;
	return {
		get: (venueId, keys) =>
			keys.flatMap(({ kind, id }) => {
				const row = heads.get(keyOf(venueId, kind, id));
				return row ? [plain(row)] : [];
			}),
		put(venueId, rows) {
			for (const row of rows) heads.put(keyOf(venueId, row.kind, row.id), { ...row, venueId });
		},
		list(venueId, { kind, stage, seen, query }, offset, limit) {
			const found = at(venueId)
				.filter((row) => kind === undefined || row.kind === kind)
				.filter((row) => stage === undefined || row.standing.stage === stage)
				.filter((row) => seen === undefined || row.seen === seen)
				.filter((row) => !query || row.find.includes(query))
				.sort((a, b) => b.changedAt - a.changedAt || byKey(a, b));
			return { total: found.length, rows: found.slice(offset, offset + limit) };
		},
		counts(venueId) {
			const counts = new Map<string, ReturnType<AtOnce<ExhibitStore>['counts']>[number]>();
			for (const { kind, standing, seen } of at(venueId)) {
				const key = keyOf(kind, standing.stage, seen);
				const count = (counts.get(key)?.count ?? 0) + 1;
				counts.set(key, { kind, stage: standing.stage, seen, count });
			}
			return [...counts].sort(([a], [b]) => textOrder(a, b)).map(([, count]) => count);
		},
		chosen: (venueId, kind) =>
			at(venueId)
				.filter((row) => row.kind === kind && row.standing.chosen !== null)
				.sort((a, b) => textOrder(a.standing.chosen!, b.standing.chosen!) || byKey(a, b)),
		dueVenues: (now) => {
			const rows = [...heads.all(), ...draft.rows('media').all()];
			const due = rows.filter(({ dueAt }) => dueAt !== null && dueAt <= now);
			return [...new Set(due.map(({ venueId }) => venueId))].sort();
		},
		due: (venueId, now) =>
			at(venueId)
				.filter(({ dueAt }) => dueAt !== null && dueAt <= now)
				.map(({ kind, id }) => ({ kind, id }))
				.sort(byKey),
		addVersions(venueId, rows) {
			for (const row of rows)
				versions.insert(keyOf(venueId, row.kind, row.id, row.version), { ...row, venueId });
		},
		version(venueId, { kind, id }, version) {
			const row = versions.get(keyOf(venueId, kind, id, version));
			return row ? plainVersion(row) : null;
		},
		versions: (venueId, key) =>
			versions
				.all()
				.filter((row) => of(row, venueId, key))
				.sort((a, b) => b.version - a.version)
				.map(plainVersion),
		saying(venueId, text) {
			const found = versions.all().filter((row) => row.venueId === venueId && row.body.includes(text));
			const keys = found.map(({ kind, id }) => [keyOf(kind, id), { kind, id }] as const);
			return [...new Map(keys).values()].sort(byKey);
		},
		sayingUnseen: (venueId, text) =>
			versions
				.all()
				.filter((row) => row.venueId === venueId && row.body.includes(text))
				.flatMap((row) => {
					const { kind, id, version, body } = row;
					const { standing, seen } = heads.get(keyOf(venueId, kind, id)) ?? {};
					if (!standing || !seen) return [];
					if (!['scheduled', 'over'].includes(seen) && standing.stage === 'approved') return [];
					const done = steps.all().filter((step) => of(step, venueId, row) && step.version === version);
					const submitted = done.some(({ act }) => act === 'submit');
					return [{ kind, id, version, body, standing, seen, submitted }];
				})
				.sort((a, b) => byKey(a, b) || a.version - b.version),
		addStep(venueId, row) {
			const number = steps.all().filter((other) => of(other, venueId, row)).length + 1;
			steps.insert(keyOf(venueId, row.kind, row.id, number), { ...row, venueId, number });
		},
		steps: (venueId, key, limit) =>
			steps
				.all()
				.filter((row) => of(row, venueId, key))
				.sort((a, b) => b.number - a.number)
				.slice(0, limit)
				.map(plainStep),
		use(venueId, key, media) {
			const uses = draft.rows('exhibitMedia');
			uses.deleteWhere((row) => of(row, venueId, key));
			for (const mediaId of media)
				uses.put(keyOf(venueId, mediaId, key.kind, key.id), { venueId, mediaId, kind: key.kind, id: key.id });
		},
		uses: (venueId, key) =>
			draft
				.rows('exhibitMedia')
				.all()
				.filter((row) => of(row, venueId, key))
				.map(({ mediaId }) => mediaId)
				.sort(),
		usedBy: (venueId, mediaId) =>
			draft
				.rows('exhibitMedia')
				.all()
				.filter((row) => row.venueId === venueId && row.mediaId === mediaId)
				.map(({ kind, id }) => ({ kind, id }))
				.sort(byKey),
	};
}
