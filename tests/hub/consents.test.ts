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
import { body, key, life, NOW, open, published, shown, type Opened } from './exhibition-stage.ts';
import { venueId } from './world.ts';

/** Who has agreed to be shown, and what follows, over a real hub. */

type Paper = Omit<Consent, 'id' | 'withdrawn' | 'unconfirmed'>;

describe('somebody who is alive', () => {
	const { died: _, ...alive } = life;
	const given = (until: number | null, differs: Partial<Paper> = {}): Paper => ({
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
		// What was taken back comes back by two: whoever enters the paper, and whoever has seen it as well.
		const { id: anew } = await exhibition.giveConsent(staff, venueId, { ...again, givenOn: '2026-11-24' });
		expect(await exhibition.approve(second, venueId, key, 1, NOW)).toMatchObject({
			error: { lacks: [{ gap: 'unconfirmed' }, { gap: 'unconfirmed' }] },
		});
		expect(await exhibition.waitingConsents(venueId)).toMatchObject([
			{ consent: { id: anew }, title: '单雄信' },
		]);
		expect(await exhibition.confirmConsent(staff, venueId, anew)).toEqual({ ok: false, error: 'own-work' });
		expect(await seen()).toEqual([false, false]);
		expect(await exhibition.confirmConsent(second, venueId, anew)).toMatchObject({ ok: true });
		expect(await exhibition.waitingConsents(venueId)).toEqual([]);
		await exhibition.approve(second, venueId, key, 1, NOW);
		expect(await seen()).toEqual([true, true]);
		expect(await exhibition.confirmConsent(second, venueId, anew)).toEqual({
			ok: false,
			error: 'not-waiting',
		});
	});
	it('is not seen again, nor named, by one editor alone after a withdrawal', async () => {
		const world = await open();
		const { exhibition, staff, second, hub, clock } = world;
		const portrait = await pictured(world);
		const face = given(null, { purposes: ['portrait'] });
		const { id } = await exhibition.giveConsent(staff, venueId, face);
		await shown(world, body({ portrait }));
		const seen = async () => (await hub.records.exhibition(venueId)).media.has(portrait);
		expect(await seen()).toBe(true);
		await exhibition.withdrawConsent(staff, venueId, id, '本人要求');
		const later = { ...face, givenOn: '2026-11-24' };
		const paper = await exhibition.giveConsent(staff, venueId, later);
		// Nor by a paper about the picture itself.
		await exhibition.giveConsent(staff, venueId, { ...later, about: { kind: 'media', id: portrait } });
		expect(await seen()).toBe(false);
		// One that somebody turned down is nobody's word, so that a paper of the same day counts.
		await exhibition.withdrawConsent(second, venueId, paper.id, '没有签名');
		const signed = await exhibition.giveConsent(staff, venueId, { ...later, note: '已签名' });
		await exhibition.confirmConsent(second, venueId, signed.id);
		expect(await seen()).toBe(true);
		// While it holds, whoever renews it is one of the two already.
		const until = clock.at + 3_600_000;
		expect(await exhibition.giveConsent(staff, venueId, { ...later, until })).not.toHaveProperty(
			'unconfirmed',
		);
	});
	it('has each paper written down once, however often its form is sent', async () => {
		const { exhibition, staff, second } = await open();
		const [first, again] = await Promise.all(
			[staff, second].map((by) => exhibition.giveConsent(by, venueId, given(null))),
		);
		expect(again).toEqual(first);
		expect(await exhibition.consents(venueId, 'honoree', key.id)).toHaveLength(1);
		await exhibition.giveConsent(staff, venueId, given(null, { purposes: ['life', 'voice'] }));
		expect(await exhibition.consents(venueId, 'honoree', key.id)).toHaveLength(2);
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
		/** In the list, and on its own page. */
		const heldBack = async () => {
			const { rows } = await exhibition.list(venueId, {}, 0, 9);
			const sheet = await exhibition.sheet(venueId, { kind: 'story', id: 'tale' });
			return [[...(await exhibition.heldBack(venueId, rows))], sheet!.heldBack];
		};
		const whole = await hub.records.exhibition(venueId);
		expect((await sent()).length).toBe(5);
		expect(await heldBack()).toEqual([[], null]);
		clock.at = until;
		await exhibition.settle();
		expect(await sent()).toEqual([]);
		// Kiosks that have them are told: three without the name, the page and the story of that life gone.
		expect((await hub.records.changesSince(venueId, cursor)).records.length).toBe(5);
		const left = await hub.records.exhibition(venueId);
		expect(left.scenes.get(asId('forge'))!.figures).toMatchObject([{ honoree: 'other' }]);
		expect(left.milestones.get(asId('day'))!.people).toEqual(['other']);
		expect(left.stories.has(asId('tale'))).toBe(false);
		expect(await heldBack()).toEqual([['tale'], { person: key, title: '单雄信', by: 'over' }]);
		// What is written anew of them names nobody either.
		await exhibition.load(venueId, [{ kind: 'method', body: { ...method, result: { zh: '成了' } } }]);
		expect(await sent()).toEqual([]);
		await exhibition.load(venueId, [{ kind: 'method', body: method }]);
		await exhibition.giveConsent(staff, venueId, given(null));
		const back = await hub.records.exhibition(venueId);
		expect([back.scenes, back.methods, back.milestones, back.stories]).toEqual([
			...[whole.scenes, whole.methods, whole.milestones, whole.stories],
		]);
		expect(await heldBack()).toEqual([[], null]);
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
