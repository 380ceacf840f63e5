import { describe, expect, it } from 'vitest';
import { asId, type MediaId } from '../../src/lib/base/id.ts';
import type { Consent } from '../../src/lib/domain/consent.ts';
import type { Honoree } from '../../src/lib/domain/exhibit.ts';
import type { Media } from '../../src/lib/domain/media.ts';
import type { Method } from '../../src/lib/domain/method.ts';
import type { Milestone } from '../../src/lib/domain/milestone.ts';
import type { Scene } from '../../src/lib/domain/scroll.ts';
import type { Story } from '../../src/lib/domain/story.ts';
import type { Work } from '../../src/lib/domain/work.ts';
import type { Writing } from '../../src/lib/server/exhibition/shapes.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { openWorld, venueId, type World } from './world.ts';

/** How an exhibit comes to be shown, over a real hub. */

const honour = {
	title: { zh: '全国劳动模范' },
	level: 'national',
	year: 1959,
	source: '人民日报 1959-10-27',
};
const life = {
	...{
		name: { zh: '单雄信' },
		work: { zh: '钳工' },
		summary: { zh: '一句话。' },
		story: [{ zh: '第一段。' }],
	},
	...{ born: 1930, died: 1990, motif: 'machine', honours: [honour] },
};
type Said = Writing['body'];
const body = (differs: object = {}) => ({ ...life, ...differs }) as unknown as Said;
const key = { kind: 'honoree', id: 'shan-xiongxin' } as const;
const NOW = { from: null, until: null };

async function open() {
	const world = await openWorld();
	const second: Staff = { ...world.staff, id: asId('00000000000000b2'), name: '李编辑' };
	return { ...world, second, exhibition: world.hub.exhibition };
}
type Opened = Awaited<ReturnType<typeof open>>;

const published = async ({ hub }: World, id: string = key.id) =>
	(await hub.records.exhibition(venueId)).honorees.get(asId(id)) ?? null;

/** Written by the owner, approved by the second. */
async function shown(
	world: Opened,
	said = body(),
	times: { from: number | null; until: number | null } = NOW,
) {
	const { exhibition, staff, second } = world;
	const saved = await exhibition.save(staff, venueId, 'honoree', { body: said, historic: false, base: null });
	if (!saved.ok) throw new Error(saved.error.fault);
	await exhibition.submit(staff, venueId, key, 1);
	return exhibition.approve(second, venueId, key, 1, times);
}

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

describe('somebody who is alive', () => {
	const { died: _, ...alive } = life;
	const given = (
		until: number | null,
		differs: Partial<Omit<Consent, 'id' | 'withdrawn'>> = {},
	): Omit<Consent, 'id' | 'withdrawn'> => ({
		...{ about: key, who: '单雄信', purposes: ['life'], givenOn: '2026-01-05', until },
		...{ note: null, scan: null, ...differs },
	});
	/** A picture of them. */
	const pictured = async ({ exhibition, hub }: Opened): Promise<MediaId> => {
		const id = asId<MediaId>('ab'.repeat(16));
		const record: Media = { id, kind: 'picture', caption: { zh: '在车间' }, files: [] };
		await exhibition.load(venueId, [{ kind: 'media', body: record }]);
		const [row] = await hub.storage.read((tx) => tx.media.get(venueId, [id]));
		await hub.storage.write(venueId, (tx) =>
			tx.media.put(venueId, { ...row!, shown: 'living', person: key }),
		);
		return id;
	};
	it('is shown with consent only, and goes with it', async () => {
		const world = await open();
		const { exhibition, staff, second } = world;
		expect(await shown(world, body({ ...alive, died: undefined }))).toMatchObject({
			error: { fault: 'lacking', lacks: [{ what: 'consent', purpose: 'life', gap: 'none' }] },
		});
		const { id } = await exhibition.giveConsent(staff, venueId, given(null));
		await exhibition.approve(second, venueId, key, 1, NOW);
		expect(await published(world)).not.toBeNull();
		await exhibition.withdrawConsent(staff, venueId, id, '本人要求');
		expect(await published(world)).toBeNull();
		const { rows } = await exhibition.list(venueId, {}, 0, 9);
		expect(rows[0]).toMatchObject({
			seen: 'withdrawn',
			standing: { withdrawn: { cause: 'consent-withdrawn' } },
		});
	});
	it('is gone when they withdraw, whatever other papers they had signed, until they sign anew', async () => {
		const world = await open();
		const { exhibition, staff, second, hub } = world;
		const portrait = await pictured(world);
		const first = given(null, { purposes: ['life'], givenOn: '2025-01-05' });
		await exhibition.giveConsent(staff, venueId, first);
		const about = { kind: 'media' as const, id: portrait };
		await exhibition.giveConsent(staff, venueId, given(null, { about, purposes: ['portrait'] }));
		const renewed = given(null, { purposes: ['life', 'portrait'] });
		const { id } = await exhibition.giveConsent(staff, venueId, renewed);
		await shown(world, body({ ...alive, died: undefined, portrait }));
		const seen = async () => [
			(await published(world)) !== null,
			(await hub.records.exhibition(venueId)).media.has(portrait),
		];
		expect(await seen()).toEqual([true, true]);
		await exhibition.withdrawConsent(staff, venueId, id, '本人要求');
		expect(await seen()).toEqual([false, false]);
		const left = async () => {
			const all = [
				...(await exhibition.consents(venueId, 'honoree', key.id)),
				...(await exhibition.consents(venueId, 'media', portrait)),
			];
			return all.filter(({ withdrawn }) => !withdrawn).map(({ purposes }) => purposes);
		};
		expect(await left()).toEqual([[], []]);
		// A paper of the same day is no new word; one of the next day is.
		await exhibition.submit(staff, venueId, key, 1);
		const again = { ...renewed, givenOn: '2026-11-23' };
		await exhibition.giveConsent(staff, venueId, again);
		expect(await exhibition.approve(second, venueId, key, 1, NOW)).toMatchObject({
			error: {
				lacks: [
					{ purpose: 'life', gap: 'withdrawn' },
					{ purpose: 'portrait', gap: 'withdrawn' },
				],
			},
		});
		await exhibition.giveConsent(staff, venueId, { ...again, givenOn: '2026-11-24' });
		await exhibition.approve(second, venueId, key, 1, NOW);
		expect(await seen()).toEqual([true, true]);
	});
	it('goes by itself when the consent is over', async () => {
		const world = await open();
		const { exhibition, staff, clock } = world;
		await exhibition.giveConsent(staff, venueId, given(clock.at + 3_600_000));
		await shown(world, body({ ...alive, died: undefined }));
		expect(await published(world)).not.toBeNull();
		clock.at += 3_600_000;
		await exhibition.settle();
		expect(await published(world)).toBeNull();
	});
	it('in a picture takes the picture along, and nothing of the consent ever reaches a device', async () => {
		const world = await open();
		const { exhibition, staff, second, hub } = world;
		const portrait = await pictured(world);
		expect(await shown(world, body({ portrait }))).toMatchObject({
			error: { lacks: [{ what: 'consent', purpose: 'portrait', gap: 'none', mediaId: portrait }] },
		});
		const wanted = given(null, { purposes: ['portrait'], who: '证人甲' });
		const { id } = await exhibition.giveConsent(staff, venueId, wanted);
		await exhibition.approve(second, venueId, key, 1, NOW);
		const exhibited = async () => (await hub.records.exhibition(venueId)).media.has(portrait);
		expect(await exhibited()).toBe(true);
		expect(JSON.stringify(await hub.records.changesSince(venueId, 0))).not.toContain('证人甲');
		await exhibition.withdrawConsent(staff, venueId, id, '本人要求');
		expect(await exhibited()).toBe(false);
		expect(await published(world)).not.toHaveProperty('portrait');
	});
	it('leaves nothing of a picture with any device, and brings it back with the consent', async () => {
		const world = await open();
		const { exhibition, staff, second, hub, clock } = world;
		const [face, site] = [asId<MediaId>('ab'.repeat(16)), asId<MediaId>('cd'.repeat(16))];
		const record = (id: MediaId): Media => ({ id, kind: 'picture', caption: { zh: '在车间' }, files: [] });
		const scene = {
			...{
				id: 'forge',
				title: { zh: '锻工' },
				scroll: 'long',
				number: 1,
				narration: { zh: '一句' },
				width: 1600,
			},
			picture: face,
		} as unknown as Scene;
		const work = {
			...{ id: 'album', title: { zh: '相册' }, held: { 'https://a.cn/1': face, 'https://a.cn/2': site } },
			content: {
				type: 'Manifest',
				id: 'https://a.cn/m',
				label: { zh: ['相册'] },
				items: [{ id: 'https://a.cn/c', type: 'Canvas' }],
			},
		} as unknown as Work;
		await exhibition.load(venueId, [
			...[face, site].map((id) => ({ kind: 'media', body: record(id) }) as const),
			{ kind: 'scene', body: scene },
			{ kind: 'work', body: work },
		]);
		const [row] = await hub.storage.read((tx) => tx.media.get(venueId, [face]));
		await hub.storage.write(venueId, (tx) =>
			tx.media.put(venueId, { ...row!, shown: 'living', person: key }),
		);
		const until = clock.at + 3_600_000;
		const paper = given(until, { purposes: ['portrait'] });
		await exhibition.giveConsent(staff, venueId, paper);
		await shown(world, body({ portrait: face, media: [site, face] }));
		const { cursor } = await hub.records.changesSince(venueId, 0);
		const sent = async () => JSON.stringify((await hub.records.changesSince(venueId, 0)).records);
		expect((await sent()).split(face).length).toBeGreaterThan(4);
		const whole = await hub.records.exhibition(venueId);
		clock.at = until;
		await exhibition.settle();
		// Nothing to a new kiosk; to one that has it that it is gone, and what showed it without it.
		expect(await sent()).not.toContain(face);
		expect(await published(world)).toMatchObject({ media: [site] });
		const { records } = await hub.records.changesSince(venueId, cursor);
		const news = records.map(({ kind, id, body }) => [kind, id, JSON.stringify(body).includes(face)]);
		expect(news.sort()).toEqual([
			...[['honoree', key.id, false] as const, ['media', face, false] as const],
			...[['scene', 'forge', false] as const, ['work', 'album', false] as const],
		]);
		await exhibition.giveConsent(second, venueId, { ...paper, until: null });
		expect(await hub.records.exhibition(venueId)).toEqual(whole);
	});
	it('is named in nothing that kiosks get once the consent has ended, and is again when it holds', async () => {
		const world = await open();
		const { exhibition, staff, hub, clock } = world;
		const until = clock.at + 3_600_000;
		await exhibition.giveConsent(staff, venueId, given(until));
		await shown(world, body({ ...alive, died: undefined }));
		const other = { ...life, id: 'other', name: { zh: '王五' }, initial: 'W' } as unknown as Honoree;
		const frame = { x: 1, y: 1, width: 9, height: 9 };
		const [zh, name] = [{ zh: '一句' }, { zh: '单雄信' }];
		const scene = {
			...{ id: 'forge', scroll: 'long', number: 1, title: zh, narration: zh, width: 1600 },
			figures: [
				{ name, honoree: key.id, ...frame },
				{ name: other.name, honoree: 'other', ...frame },
			],
		} as unknown as Scene;
		const method = {
			...{ id: 'cut', name: zh, inventor: key.id, inventorName: name, summary: zh, problem: zh },
			...{ steps: [zh], result: zh },
		} as unknown as Method;
		const milestone = { id: 'day', year: 1959, title: zh, text: zh, people: [key.id, 'other'] };
		const story = {
			id: 'tale',
			title: zh,
			teller: name,
			about: key.id,
			summary: zh,
			year: 1900,
			transcript: [{ speaker: '单雄信', text: zh }],
		};
		await exhibition.load(venueId, [
			...[
				{ kind: 'honoree' as const, body: other },
				{ kind: 'scene' as const, body: scene },
			],
			{ kind: 'method', body: method },
			{ kind: 'milestone', body: milestone as unknown as Milestone },
			{ kind: 'story', body: story as unknown as Story },
		]);
		const { cursor } = await hub.records.changesSince(venueId, 0);
		const sent = async (since = 0) => {
			const { records } = await hub.records.changesSince(venueId, since);
			return records.filter((row) => /单雄信|shan-xiongxin/.test(JSON.stringify(row.body)));
		};
		const whole = await hub.records.exhibition(venueId);
		expect((await sent()).length).toBe(5);
		clock.at = until;
		await exhibition.settle();
		expect(await sent()).toEqual([]);
		// Kiosks that have them are told: three without the name, the page and the story of that life gone.
		expect((await hub.records.changesSince(venueId, cursor)).records.length).toBe(5);
		const left = await hub.records.exhibition(venueId);
		expect(left.scenes.get(asId('forge'))!.figures).toMatchObject([{ honoree: 'other' }]);
		expect(left.milestones.get(asId('day'))!.people).toEqual(['other']);
		expect(left.stories.has(asId('tale'))).toBe(false);
		// What is written anew of them names nobody either.
		await exhibition.load(venueId, [{ kind: 'method', body: { ...method, result: { zh: '成了' } } }]);
		expect(await sent()).toEqual([]);
		await exhibition.load(venueId, [{ kind: 'method', body: method }]);
		await exhibition.giveConsent(staff, venueId, given(null));
		const back = await hub.records.exhibition(venueId);
		expect([back.scenes, back.methods, back.milestones, back.stories]).toEqual([
			...[whole.scenes, whole.methods, whole.milestones, whole.stories],
		]);
	});
	it('whose own page is not shown is named elsewhere until the consent ends', async () => {
		const world = await open();
		const { exhibition, staff, hub, clock } = world;
		const until = clock.at + 3_600_000;
		const said = body({ ...alive, died: undefined });
		await exhibition.save(staff, venueId, 'honoree', { body: said, historic: false, base: null });
		await exhibition.giveConsent(staff, venueId, given(until));
		const zh = { zh: '一句' };
		const milestone = { id: 'day', year: 1959, title: zh, text: zh, people: [key.id] };
		await exhibition.load(venueId, [{ kind: 'milestone', body: milestone as unknown as Milestone }]);
		const people = async () =>
			(await hub.records.exhibition(venueId)).milestones.get(asId('day'))!.people.length;
		expect(await people()).toBe(1);
		clock.at = until;
		await exhibition.settle();
		expect(await people()).toBe(0);
		// A draft that says that they live no more is nobody's word but its author's.
		const late = { body: body({ id: key.id }), historic: true, base: 1 };
		await exhibition.save(staff, venueId, 'honoree', late);
		expect(await people()).toBe(0);
	});
	it('tells a story with consent only', async () => {
		const world = await open();
		const { exhibition, staff, second } = world;
		const story = {
			...{ title: { zh: '师傅' }, teller: { zh: '某人' }, summary: { zh: '一句' } },
			transcript: [{ text: { zh: '那年冬天……' } }],
		} as unknown as Story;
		await exhibition.save(staff, venueId, 'story', { body: story, historic: false, base: null });
		const told = { kind: 'story', id: 'shi-fu' } as const;
		await exhibition.submit(staff, venueId, told, 1);
		expect(await exhibition.approve(second, venueId, told, 1, NOW)).toMatchObject({
			error: { fault: 'lacking' },
		});
	});
});
