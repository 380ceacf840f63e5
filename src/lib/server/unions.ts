import { toHex } from '../base/bytes.ts';
import { err, ok, type Result } from '../base/result.ts';
import { namesBelow, unionFault, unionLines, type UnionFault, type UnionUnit } from '../domain/union.ts';
import type { Context } from './context.ts';
import type { Tx } from './storage/port.ts';
import type { UnionService } from './union-shapes.ts';
import { followUnion, type UnionMove } from './union-moves.ts';
import type { Staff } from './who.ts';

export function unionService(context: Context): UnionService {
	const { storage, clock, random } = context;
	const note = (tx: Tx, by: Staff, action: string, { id, name }: UnionUnit): Promise<void> =>
		tx.audit.append({
			...{ at: clock.now(), venueId: null, actor: `staff:${by.id}`, action, subject: `union:${id}` },
			detail: JSON.stringify({ name }),
		});
	return {
		tree: () =>
			storage.read(async (tx) => {
				const [units, members] = [await tx.unions.all(), await tx.unions.members()];
				const known = new Set(units.map(({ name }) => name));
				const loose = [...members].filter(([name]) => !known.has(name));
				return {
					lines: unionLines(units, members),
					loose: loose.map(([name, count]) => ({ name, members: count })),
				};
			}),
		below: (id) => storage.read(async (tx) => namesBelow(await tx.unions.all(), id)),
		put: async (by, asked) => {
			const done = await storage.write<Result<UnionMove & { id: string }, UnionFault>>(null, async (tx) => {
				const units = await tx.unions.all();
				const unit = { ...asked, id: asked.id ?? `u-${toHex(random.bytes(6))}`, name: asked.name.trim() };
				const fault = unionFault(units, unit);
				if (fault) return err(fault);
				const before = units.find(({ id }) => id === unit.id);
				const renamed = before && before.name !== unit.name ? { from: before.name, to: unit.name } : null;
				await tx.unions.put(unit);
				if (renamed) {
					await tx.unions.rename(renamed.from, renamed.to);
					await tx.reports.renameUnion(renamed.from, renamed.to);
				}
				await note(tx, by, 'union-put', unit);
				return ok({ id: unit.id, names: new Set(namesBelow(await tx.unions.all(), unit.id)), renamed });
			});
			if (!done.ok) return done;
			await followUnion(context, done.value);
			return ok(done.value.id);
		},
		remove: async (by, id) => {
			const done = await storage.write<Result<string, 'no-such-union' | 'has-unions-below'>>(
				null,
				async (tx) => {
					const units = await tx.unions.all();
					const unit = units.find((one) => one.id === id);
					if (!unit) return err('no-such-union');
					if (units.some(({ parentId }) => parentId === id)) return err('has-unions-below');
					await tx.unions.remove(id);
					await note(tx, by, 'union-removed', unit);
					return ok(unit.name);
				},
			);
			if (!done.ok) return done;
			await followUnion(context, { names: new Set([done.value]), renamed: null });
			return ok(null);
		},
	};
}
