import { describe, expect, it } from 'vitest';
import { asId } from '../../src/lib/base/id.ts';
import type { Honoree } from '../../src/lib/domain/exhibit.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { body, honour, key, life, NOW, open, published, shown, type Said } from './exhibition-stage.ts';
import { venueId } from './world.ts';

/** How an exhibit comes to be shown, over a real hub. */

describe('an exhibit', () => {
	it('is shown when a second person has approved it, and not before', async () => {
		const world = await open();
		const { exhibition, staff, second, hub } = world;
		const writing = { body: body(), historic: false, base: null };
		const saved = await exhibition.save(staff, venueId, 'honoree', writing);
		// 单 as a family name is shàn.
		expect(saved).toMatchObject({ ok: true, value: { id: 'shan-xiongxin', standing: { stage: 'draft' } } });
		expect(await exhibition.approve(second, venueId, key, 1, NOW)).toMatchObject({
			error: { fault: 'not-in-review' },
		});
		await exhibition.submit(staff, venueId, key, 1);
		expect(await exhibition.approve(staff, venueId, key, 1, NOW)).toMatchObject({
			error: { fault: 'own-work' },
		});
		expect(await published(world)).toBeNull();
		expect(await exhibition.approve(second, venueId, key, 1, NOW)).toMatchObject({ ok: true });
		expect(await published(world)).toMatchObject({ name: { zh: '单雄信' }, initial: 'S' });
		const audit = await hub.storage.read((tx) => tx.audit.latest(venueId, 9));
		expect(audit.map(({ action }) => action)).toEqual([
			...['exhibit-approve', 'exhibit-submit', 'exhibit-write'],
		]);
	});
	it('stays as it was approved while somebody writes on', async () => {
		const world = await open();
		const { exhibition, staff, second } = world;
		await shown(world);
		const changed = body({ id: key.id, summary: { zh: '另一句。' } });
		await exhibition.save(second, venueId, 'honoree', { body: changed, historic: false, base: 1 });
		expect(await published(world)).toMatchObject({ summary: { zh: '一句话。' } });
		await exhibition.save(staff, venueId, 'honoree', {
			...{ body: { ...changed, work: { zh: '焊工' } } as Said, historic: false, base: 2 },
		});
		await exhibition.submit(staff, venueId, key, 3);
		// Both have written since.
		for (const by of [staff, second])
			expect(await exhibition.approve(by, venueId, key, 3, NOW)).toMatchObject({
				error: { fault: 'own-work' },
			});
		const third = { ...staff, id: asId<Staff['id']>('00000000000000b3') };
		expect(await exhibition.approve(third, venueId, key, 2, NOW)).toMatchObject({
			error: { fault: 'changed-since' },
		});
		await exhibition.approve(third, venueId, key, 3, NOW);
		expect(await published(world)).toMatchObject({ summary: { zh: '另一句。' }, work: { zh: '焊工' } });
	});
	it('is one, however often the form of a new one is sent', async () => {
		const { exhibition, staff, second, clock } = await open();
		const writing = { body: body(), historic: false, base: null };
		const save = async (by: Staff, differs: object = {}) => {
			const done = await exhibition.save(by, venueId, 'honoree', { ...writing, ...differs });
			return done.ok ? done.value.id : done.error.fault;
		};
		expect(await Promise.all([save(staff), save(staff)])).toEqual([key.id, key.id]);
		// Another's of the same name, other words, and the same a while later are others.
		expect(await save(second)).toBe(`${key.id}-2`);
		expect(await save(staff, { body: body({ born: 1931 }) })).toBe(`${key.id}-3`);
		expect(await save(staff, { body: body({ born: 1931 }) })).toBe(`${key.id}-3`);
		clock.at += 700_000;
		expect(await save(staff)).toBe(`${key.id}-4`);
	});
	it('that somebody else has written meanwhile is not overwritten', async () => {
		const world = await open();
		await shown(world);
		const { exhibition, staff, second } = world;
		const mine = { body: body({ id: key.id, work: { zh: '车工' } }), historic: false, base: 1 };
		expect(await exhibition.save(staff, venueId, 'honoree', mine)).toMatchObject({ ok: true });
		expect(await exhibition.save(second, venueId, 'honoree', mine)).toMatchObject({
			error: { fault: 'changed-since' },
		});
	});
	it('needs a source for each honour', async () => {
		const world = await open();
		const { source: _, ...bare } = honour;
		const done = await shown(world, body({ honours: [honour, bare] }));
		expect(done).toMatchObject({ error: { fault: 'not-in-review' } });
		const sheet = await world.exhibition.sheet(venueId, key);
		expect(sheet!.lacks).toEqual([{ what: 'source', at: 1 }]);
	});
	it('is put up and taken down at its times', async () => {
		const world = await open();
		const { exhibition, clock } = world;
		const [from, until] = [clock.at + 60_000, clock.at + 120_000];
		await shown(world, body(), { from, until });
		const seen = async () => [
			(await exhibition.list(venueId, {}, 0, 9)).rows[0]!.seen,
			(await published(world)) !== null,
		];
		expect(await seen()).toEqual(['scheduled', false]);
		clock.at = from;
		await exhibition.settle();
		expect(await seen()).toEqual(['shown', true]);
		clock.at = until;
		await exhibition.settle();
		expect(await seen()).toEqual(['over', false]);
		// Who wrote it has it shown for less time alone, and not for more.
		for (const more of [NOW, { from, until: until + 1 }, { from: from - 1, until }])
			expect(await exhibition.reschedule(world.staff, venueId, key, more)).toMatchObject({
				error: { fault: 'own-work' },
			});
		const less = { from: from + 1, until: until - 1 };
		expect(await exhibition.reschedule(world.staff, venueId, key, less)).toMatchObject({ ok: true });
		expect(await seen()).toEqual(['over', false]);
		await exhibition.reschedule(world.second, venueId, key, NOW);
		expect(await seen()).toEqual(['shown', true]);
	});
	it('that is withdrawn is gone at once, and comes back by a second person only', async () => {
		const world = await open();
		const { exhibition, staff, second } = world;
		await shown(world);
		expect(await exhibition.withdraw(staff, venueId, key, ' ')).toMatchObject({
			error: { fault: 'reason-missing' },
		});
		expect(await exhibition.withdraw(staff, venueId, key, '长'.repeat(301))).toMatchObject({
			error: { fault: 'reason-too-long' },
		});
		await exhibition.withdraw(staff, venueId, key, '家属要求');
		expect(await published(world)).toBeNull();
		expect(await exhibition.reschedule(staff, venueId, key, NOW)).toMatchObject({ ok: false });
		await exhibition.submit(staff, venueId, key, 1);
		await exhibition.approve(second, venueId, key, 1, NOW);
		expect(await published(world)).not.toBeNull();
	});
	it('that somebody withdrew is not put back by one person alone', async () => {
		const world = await open();
		const { exhibition, staff, second } = world;
		await shown(world);
		await exhibition.withdraw(second, venueId, key, '事实有误');
		await exhibition.submit(staff, venueId, key, 1);
		expect(await exhibition.approve(staff, venueId, key, 1, NOW)).toMatchObject({
			error: { fault: 'own-work' },
		});
		expect(await published(world)).toBeNull();
		// Nor by taking the question back and asking again.
		await exhibition.sendBack(staff, venueId, key, 1, '再看看');
		await exhibition.submit(staff, venueId, key, 1);
		expect(await exhibition.approve(staff, venueId, key, 1, NOW)).toMatchObject({ ok: false });
		expect(await exhibition.approve(second, venueId, key, 1, NOW)).toMatchObject({ ok: true });
	});
	it('goes back to an older version as a new draft', async () => {
		const world = await open();
		const { exhibition, staff } = world;
		await shown(world);
		const changed = { body: body({ id: key.id, work: { zh: '焊工' } }), historic: false, base: 1 };
		await exhibition.save(staff, venueId, 'honoree', changed);
		const done = await exhibition.restore(staff, venueId, key, 1);
		// It says what is approved: nobody has to look at it.
		expect(done).toMatchObject({ value: { standing: { latest: 3, stage: 'approved', authors: [] } } });
		expect((await exhibition.sheet(venueId, key))!.versions).toHaveLength(3);
		expect(await published(world)).toMatchObject({ work: { zh: '钳工' } });
	});
});

describe('the person of the month', () => {
	it('is one', async () => {
		const world = await open();
		const { exhibition, staff } = world;
		await shown(world);
		await exhibition.load(venueId, [
			{
				kind: 'honoree',
				body: { ...life, id: 'other', initial: 'D', month: '2026-11' } as unknown as Honoree,
			},
		]);
		expect(await published(world, 'other')).toMatchObject({ month: '2026-11' });
		await exhibition.choose(staff, venueId, key, '2026-11');
		expect(await published(world)).toMatchObject({ month: '2026-11' });
		expect(await published(world, 'other')).not.toHaveProperty('month');
	});
	it('is on show or will be', async () => {
		const world = await open();
		const { exhibition, hub, staff, second } = world;
		const choose = async (period: string | null) => {
			const done = await exhibition.choose(staff, venueId, key, period);
			return done.ok ? done.value.standing.chosen : done.error.fault;
		};
		await exhibition.save(staff, venueId, 'honoree', { body: body(), historic: false, base: null });
		expect(await choose('2026-11')).toBe('not-on-show');
		expect(await exhibition.chosen(venueId, 'honoree')).toEqual([]);
		await exhibition.submit(staff, venueId, key, 1);
		expect(await choose('2026-11')).toBe('not-on-show');
		const from = hub.clock.now() + 86_400_000;
		await exhibition.approve(second, venueId, key, 1, { from, until: null });
		expect(await choose('2026-12')).toBe('2026-12');
		await exhibition.withdraw(staff, venueId, key, '核对中');
		expect(await choose('2027-01')).toBe('not-on-show');
		expect(await choose(null)).toBeNull();
	});
});

describe('what the hub brings itself', () => {
	const loaded = (differs: object = {}) =>
		[
			{ kind: 'honoree', body: { ...life, id: key.id, initial: 'S', ...differs } as unknown as Honoree },
		] as const;
	it('is published as version 1, and brought again changes nothing', async () => {
		const world = await open();
		expect(await world.exhibition.load(venueId, loaded())).toBe(1);
		const rev = await world.hub.storage.read((tx) => tx.records.rev(venueId));
		expect(await world.exhibition.load(venueId, loaded())).toBe(0);
		expect(await world.hub.storage.read((tx) => tx.records.rev(venueId))).toBe(rev);
		const sheet = await world.exhibition.sheet(venueId, key);
		expect(sheet).toMatchObject({ newest: { version: 1, by: 'hub' }, head: { seen: 'shown' } });
	});
	it('leaves alone what staff have changed', async () => {
		const world = await open();
		await world.exhibition.load(venueId, loaded());
		await world.exhibition.withdraw(world.staff, venueId, key, '核对中');
		expect(await world.exhibition.load(venueId, loaded({ born: 1931 }))).toBe(0);
		expect(await published(world)).toBeNull();
	});
});
