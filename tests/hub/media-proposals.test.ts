import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { asId, type MediaId, type VenueId } from '../../src/lib/base/id.ts';
import type { Media } from '../../src/lib/domain/media.ts';
import type { Story } from '../../src/lib/domain/story.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { mediaFolder } from '../../src/lib/server/media/folder.ts';
import type { Label } from '../../src/lib/server/media/shapes.ts';
import { silence } from '../fixtures/media-files.ts';
import { openWorld, publishVenue, venueId } from './world.ts';

/** Caption, credit and captions of what is on show, over a real hub: two people change what visitors see. */

const label: Label = { caption: { zh: '口述' }, credit: null, shown: 'nobody', person: null };
const vtt = (words: string) => `WEBVTT\n\n00:00.000 --> 00:01.000\n${words}\n`;
const annex = asId<VenueId>('annex');

async function open(onShow = true) {
	const world = await openWorld();
	const { hub, staff, directory } = world;
	const { media } = hub;
	const second: Staff = { ...staff, id: asId('00000000000000b2'), name: '李编辑' };
	const third: Staff = { ...staff, id: asId('00000000000000b3'), name: '陈馆长' };
	const file = () => new File([new Uint8Array(silence())], 'a.wav');
	const added = await media.add(staff, venueId, file(), label);
	if (!added.ok) throw new Error(added.error);
	await media.idle();
	const id: MediaId = added.value.mediaId;
	const story = {
		...{ id: 's', title: { zh: '故事' }, teller: { zh: '王' }, summary: { zh: '一句' }, recording: id },
		...{ transcript: [], media: [] },
	} as unknown as Story;
	if (onShow) await hub.exhibition.load(venueId, [{ kind: 'story', body: story }]);
	const body = async () => JSON.parse((await media.get(venueId, id))!.row.body) as Media;
	/** What visitors see: caption, credit, and captions in their languages. */
	const seen = async () => {
		const shown = (await hub.records.exhibition(venueId)).media.get(id);
		const tracks = shown?.files.flatMap(({ language }) => language ?? []).sort();
		return shown && [shown.caption.zh, shown.credit ?? '', ...tracks!];
	};
	const waiting = () => media.proposals(venueId, id);
	const only = async () => (await waiting())[0]!.proposalId;
	const acts = async () =>
		(await hub.storage.read((tx) => tx.audit.latest(venueId, 20)))
			.map(({ action }) => action)
			.filter((action) => action !== 'media-add')
			.reverse();
	const relabel = (by: Staff, differs: Partial<Label>) =>
		media.relabel(by, venueId, id, { ...label, ...differs });
	const caption = (by: Staff, language: string, text: string | null) =>
		media.caption(by, venueId, id, language, text);
	const confirm = async (by: Staff, part: 'label' | 'captions:zh-CN' = 'label', proposalId?: string) => {
		const done = await media.confirm(by, venueId, id, part, proposalId ?? (await only()));
		return done.ok ? 'done' : done.error;
	};
	const files = () => {
		const folder = mediaFolder(directory).files(id);
		return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.vtt')) : [];
	};
	return {
		...{ ...world, media, second, third, id, story, file, body, seen, waiting, only, acts },
		...{ relabel, caption, confirm, files },
	};
}

it('a caption on show is the old one until a second person confirms the new', async () => {
	const { staff, second, relabel, seen, confirm, waiting, acts } = await open();
	expect(await relabel(staff, { caption: { zh: '一九五九年口述' }, credit: '馆藏' })).toEqual({
		ok: true,
		value: 'proposed',
	});
	expect(await seen()).toEqual(['口述', '']);
	expect(await waiting()).toMatchObject([
		{ part: 'label', name: staff.name, authors: [`staff:${staff.id}`] },
	]);
	expect(await confirm(staff)).toBe('own-work');
	expect(await seen()).toEqual(['口述', '']);
	expect(await confirm(second)).toBe('done');
	expect(await seen()).toEqual(['一九五九年口述', '馆藏']);
	expect([await waiting(), await acts()]).toEqual([[], ['media-propose', 'media-confirm']]);
});

it('a proposal takes the place of the one before, and neither author confirms it', async () => {
	const { staff, second, third, relabel, seen, confirm, only, waiting } = await open();
	await relabel(staff, { credit: '甲' });
	const first = await only();
	await relabel(second, { credit: '乙' });
	expect(await waiting()).toHaveLength(1);
	expect(await confirm(third, 'label', first)).toBe('changed-since');
	for (const by of [staff, second]) expect(await confirm(by)).toBe('own-work');
	// Said again by somebody else it is still the same proposal.
	const same = await only();
	await relabel(third, { credit: '乙' });
	expect([await only(), await confirm(third)]).toEqual([same, 'done']);
	expect(await seen()).toEqual(['口述', '乙']);
});

it('a proposal is taken back, turned down, or gone with what it was about', async () => {
	const { staff, second, relabel, caption, seen, only, waiting, media, id, acts } = await open();
	await relabel(staff, { credit: '甲' });
	await media.dropProposal(staff, venueId, id, 'label', await only());
	await relabel(staff, { credit: '乙' });
	await media.dropProposal(second, venueId, id, 'label', await only());
	await relabel(staff, { credit: '丙' });
	// What visitors see, wanted again.
	expect(await relabel(staff, {})).toEqual({ ok: true, value: 'saved' });
	expect(await waiting()).toEqual([]);
	await relabel(staff, { credit: '丁' });
	await caption(staff, 'zh-CN', vtt('那年'));
	expect((await media.waiting(venueId, 0, 9)).total).toBe(2);
	expect(await seen()).toEqual(['口述', '']);
	await media.withdraw(second, venueId, id, '家属要求');
	expect((await media.waiting(venueId, 0, 9)).total).toBe(0);
	expect(await acts()).toEqual([
		...['media-propose', 'media-take-back', 'media-propose', 'media-turn-down'],
		...['media-propose', 'media-take-back', 'media-propose', 'media-propose', 'media-withdraw'],
	]);
});

it('captions of a recording on show come, change and go with a second person only', async () => {
	const { staff, second, caption, confirm, seen, files, media, id } = await open();
	const text = async () => media.captionsOf((await media.get(venueId, id))!.row, 'zh-CN');
	expect(await caption(staff, 'zh-CN', vtt('那年'))).toEqual({ ok: true, value: 'proposed' });
	expect([await seen(), await text(), files()]).toEqual([['口述', ''], null, []]);
	expect(await confirm(staff, 'captions:zh-CN')).toBe('own-work');
	expect(files()).toEqual([]);
	expect(await confirm(second, 'captions:zh-CN')).toBe('done');
	expect(await seen()).toEqual(['口述', '', 'zh-CN']);
	expect(await text()).toContain('那年');
	expect(await caption(second, 'zh-CN', null)).toEqual({ ok: true, value: 'proposed' });
	expect(await seen()).toEqual(['口述', '', 'zh-CN']);
	expect(await confirm(staff, 'captions:zh-CN')).toBe('done');
	expect([await seen(), await text()]).toEqual([['口述', ''], null]);
});

it('what is approved for later waits for a second person too, and what is off show does not', async () => {
	const world = await open();
	const { hub, clock, staff, second, relabel, waiting, body, seen } = world;
	const key = { kind: 'story', id: 's' } as const;
	await hub.exhibition.reschedule(staff, venueId, key, { from: clock.at + 60_000, until: null });
	expect(await seen()).toBeUndefined();
	expect(await relabel(staff, { credit: '甲' })).toMatchObject({ value: 'proposed' });
	await hub.exhibition.withdraw(second, venueId, key, '换一件');
	// Off show it is changed at once, which nobody has to look at any more.
	expect(await relabel(staff, { credit: '乙' })).toMatchObject({ value: 'saved' });
	expect([await waiting(), (await body()).credit]).toEqual([[], '乙']);
});

it('what lies before a second person is approved as they have seen it', async () => {
	const { hub, staff, second, story, relabel, body, seen } = await open(false);
	const key = { kind: 'story', id: 's' } as const;
	await hub.exhibition.save(staff, venueId, 'story', { body: story, historic: true, base: null });
	expect(await relabel(staff, { credit: '甲' })).toMatchObject({ value: 'saved' });
	await hub.exhibition.submit(staff, venueId, key, 1);
	expect(await relabel(staff, { credit: '乙' })).toMatchObject({ value: 'proposed' });
	await hub.exhibition.approve(second, venueId, key, 1, { from: null, until: null });
	expect([await seen(), (await body()).credit]).toEqual([['口述', '甲'], '甲']);
});

it('proposals are each venue’s own', async () => {
	const { hub, staff, media, id, file, relabel, waiting } = await open();
	await publishVenue(hub, annex);
	await media.add(staff, annex, file(), label);
	await media.idle();
	await relabel(staff, { credit: '甲' });
	expect(await media.relabel(staff, annex, id, { ...label, credit: '乙' })).toMatchObject({ value: 'saved' });
	expect([(await waiting()).length, (await media.waiting(annex, 0, 9)).total]).toEqual([1, 0]);
});

it('the same file sent again changes nothing that is said of it', async () => {
	const { staff, second, media, id, file, seen, waiting } = await open();
	const again = await media.add(second, venueId, file(), { ...label, caption: { zh: '没有人看过' } });
	await media.idle();
	const known = { ok: true, value: { mediaId: id, known: true } };
	expect([again, await seen(), await waiting()]).toEqual([known, ['口述', ''], []]);
	expect(staff.id).not.toBe(second.id);
});

it('nobody goes round the second person by an exhibit whose time is over, nor by one taken back from review', async () => {
	const { hub, clock, staff, second, seen, relabel, confirm } = await open();
	const key = { kind: 'story', id: 's' } as const;
	const until = (at: number | null) =>
		hub.exhibition.reschedule(staff, venueId, key, { from: null, until: at });
	expect((await until(clock.at - 1)).ok).toBe(true);
	expect(await seen()).toBeUndefined();
	expect(await relabel(staff, { caption: { zh: '没人看过' } })).toEqual({ ok: true, value: 'proposed' });
	await until(null);
	expect(await seen()).toEqual(['口述', '']);
	expect(await confirm(second)).toBe('done');
	expect(await seen()).toEqual(['没人看过', '']);

	const other = await open(false);
	const { exhibition } = other.hub;
	await exhibition.save(staff, venueId, 'story', { body: other.story, historic: true, base: null });
	expect(await other.relabel(staff, { caption: { zh: '草稿' } })).toEqual({ ok: true, value: 'saved' });
	await exhibition.submit(staff, venueId, key, 1);
	await exhibition.sendBack(staff, venueId, key, 1, '改一下');
	expect(await other.relabel(staff, { caption: { zh: '没人看过' } })).toEqual({
		ok: true,
		value: 'proposed',
	});
	await exhibition.submit(staff, venueId, key, 1);
	expect((await exhibition.approve(second, venueId, key, 1, { from: null, until: null })).ok).toBe(true);
	expect(await other.seen()).toEqual(['草稿', '']);
});

it('a recording that needs consent needs it still, though its exhibit is over for a while', async () => {
	const { hub, clock, staff, media, id, relabel } = await open();
	await media.relabel(staff, venueId, id, { ...label, shown: 'living' });
	await hub.exhibition.reschedule(
		staff,
		venueId,
		{ kind: 'story', id: 's' },
		{ from: null, until: clock.at - 1 },
	);
	expect(await relabel(staff, { shown: 'nobody' })).toEqual({ ok: false, error: 'on-show' });
});

it('what a colleague proposed meanwhile is not written over unseen, and what is withdrawn waits for nobody', async () => {
	const { staff, second, media, id, waiting } = await open();
	const relabel = (seen: string, differs: Partial<Label>) =>
		media.relabel(second, venueId, id, { ...label, ...differs }, seen);
	await media.relabel(staff, venueId, id, { ...label, caption: { zh: '长长的说明' } }, '');
	expect(await relabel('', { shown: 'past' as never })).toEqual({ ok: false, error: 'changed-since' });
	const [proposal] = await waiting();
	expect(await relabel(proposal!.proposalId, { credit: '馆藏' })).toEqual({ ok: true, value: 'proposed' });
	await media.caption(staff, venueId, id, 'zh-CN', vtt('一小时的校对'), '');
	for (const text of [null, vtt('别的')])
		expect(await media.caption(second, venueId, id, 'zh-CN', text, '')).toEqual({
			...{ ok: false, error: { fault: 'changed-since' } },
		});
	expect(await waiting()).toHaveLength(2);
	await media.withdraw(second, venueId, id, '家属要求');
	await media.relabel(staff, venueId, id, { ...label, credit: '甲' });
	expect(await waiting()).toEqual([]);
});
