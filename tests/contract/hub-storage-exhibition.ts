import { describe, expect, it } from 'vitest';
import { asId, type MediaId, type VenueId } from '../../src/lib/base/id.ts';
import type { Consent } from '../../src/lib/domain/consent.ts';
import { written, type Standing } from '../../src/lib/domain/editorial.ts';
import type { ExhibitRow, MediaRow, VersionRow } from '../../src/lib/server/storage/exhibit-port.ts';
import type { ProposalRow } from '../../src/lib/server/storage/media-proposal-port.ts';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';

/** The part of the storage contract about exhibits: versions, who looked at them, media and consents. */

const palace = asId<VenueId>('palace');
const station = asId<VenueId>('station');
const picture = asId<MediaId>('ab'.repeat(16));
const sound = asId<MediaId>('cd'.repeat(16));
const key = { kind: 'honoree', id: 'wang' } as const;

const head = (id: string, differs: Partial<ExhibitRow> & { standing?: Standing } = {}): ExhibitRow => ({
	...{ kind: 'honoree', id, title: id, find: `${id} 王进喜`, standing: written(null, 'staff:a', false) },
	...{ seen: 'never', dueAt: null, changedAt: 1, changedBy: '张三', ...differs },
});
const version = (n: number): VersionRow => ({
	...{ ...key, version: n, body: `{"n":${n}}`, historic: n === 2, by: 'staff:a', name: '张三' },
	...{ at: n, restores: n === 3 ? 1 : null },
});
const media = (mediaId: MediaId, differs: Partial<MediaRow> = {}): MediaRow => ({
	...{
		mediaId,
		kind: 'picture',
		state: 'ready',
		body: '{"caption":{"zh":"井场"}}',
		fileName: 'A_1.JPG',
		bytes: 9,
	},
	...{ shown: 'living', person: key, fault: null, dueAt: null, at: 1, by: 'staff:a', ...differs },
});

export function exhibitionContract(get: () => HubStorage): void {
	describe('exhibits', () => {
		it('are found by what they are, how they stand and any part of their names', async () => {
			const review: Standing = { ...written(null, 'staff:a', false), stage: 'review' };
			await get().write(palace, (tx) =>
				tx.exhibits.put(palace, [
					head('wang', { changedAt: 3 }),
					head('meng_tai', { changedAt: 5, standing: review }),
					head('li', { kind: 'story', changedAt: 5, seen: 'shown', dueAt: 50 }),
				]),
			);
			const ids = async (filter: object, offset = 0, limit = 9) => {
				const found = await get().read((tx) => tx.exhibits.list(palace, filter, offset, limit));
				return [found.total, ...found.rows.map(({ id }) => id)];
			};
			expect(await ids({})).toEqual([3, 'meng_tai', 'li', 'wang']);
			expect(await ids({}, 1, 1)).toEqual([3, 'li']);
			expect(await ids({ kind: 'honoree' })).toEqual([2, 'meng_tai', 'wang']);
			expect(await ids({ stage: 'review' })).toEqual([1, 'meng_tai']);
			expect(await ids({ seen: 'shown' })).toEqual([1, 'li']);
			expect(await ids({ query: '进喜' })).toEqual([3, 'meng_tai', 'li', 'wang']);
			expect(await ids({ query: 'g_t' })).toEqual([1, 'meng_tai']);
			expect(await ids({ query: '%' })).toEqual([0]);
			expect(await get().read((tx) => tx.exhibits.list(station, {}, 0, 9))).toEqual({ total: 0, rows: [] });
			expect(await get().read((tx) => tx.exhibits.counts(palace))).toEqual([
				{ kind: 'honoree', stage: 'draft', seen: 'never', count: 1 },
				{ kind: 'honoree', stage: 'review', seen: 'never', count: 1 },
				{ kind: 'story', stage: 'draft', seen: 'shown', count: 1 },
			]);
			expect(await get().read((tx) => tx.exhibits.due(palace, 49))).toEqual([]);
			expect(await get().read((tx) => tx.exhibits.due(palace, 50))).toEqual([{ kind: 'story', id: 'li' }]);
		});
		it('are put again, and told of who is chosen', async () => {
			const chosen = { ...head('wang').standing, chosen: '2026-11' };
			await get().write(palace, async (tx) => {
				await tx.exhibits.put(palace, [head('wang'), head('li')]);
				await tx.exhibits.put(palace, [head('wang', { standing: chosen, title: '王进喜' })]);
			});
			const row = head('wang', { standing: chosen, title: '王进喜' });
			const none = { kind: 'story', id: 'wang' } as const;
			expect(await get().read((tx) => tx.exhibits.get(palace, [key, none]))).toEqual([row]);
			expect(await get().read((tx) => tx.exhibits.chosen(palace, 'honoree'))).toEqual([row]);
		});
		it('keep every version and every step for ever', async () => {
			const step = { ...key, version: 1, act: 'submit', by: 'staff:a', name: '张三', at: 9, detail: null };
			await get().write(palace, async (tx) => {
				await tx.exhibits.addVersions(palace, [version(1), version(2), version(3)]);
				await tx.exhibits.addStep(palace, step);
				await tx.exhibits.addStep(palace, { ...step, act: 'approve', detail: '{}' });
			});
			expect(await get().read((tx) => tx.exhibits.versions(palace, key))).toEqual([
				...[version(3), version(2), version(1)],
			]);
			expect(await get().read((tx) => tx.exhibits.version(palace, key, 2))).toEqual(version(2));
			expect(await get().read((tx) => tx.exhibits.version(palace, key, 4))).toBeNull();
			expect(await get().read((tx) => tx.exhibits.steps(palace, key, 9))).toEqual([
				...[{ ...step, act: 'approve', detail: '{}' }, step],
			]);
			await expect(
				get().write(palace, (tx) => tx.exhibits.addVersions(palace, [version(2)])),
			).rejects.toThrow();
		});
		it('are found by what any version of them says', async () => {
			const story = { ...version(1), kind: 'story', id: 'li', body: '{"about":"wang_1"}' } as const;
			await get().write(palace, async (tx) => {
				await tx.exhibits.addVersions(palace, [version(1), story, { ...story, version: 2, body: '{}' }]);
			});
			const saying = (venueId: VenueId, text: string) =>
				get().read((tx) => tx.exhibits.saying(venueId, text));
			expect(await saying(palace, '"wang_1"')).toEqual([{ kind: 'story', id: 'li' }]);
			expect(await saying(palace, '"wang%"')).toEqual([]);
			expect(await saying(palace, '"wangx1"')).toEqual([]);
			expect(await saying(station, '"wang_1"')).toEqual([]);
		});
		it('that visitors do not see, or not as written last, are found by what a version of them says', async () => {
			const saying = (id: string, n: number, body = '"ab_1"') => ({ ...version(n), id, body });
			const standing = head('wang').standing;
			const approved = { ...standing, stage: 'approved' } as const;
			await get().write(palace, async (tx) => {
				await tx.exhibits.put(palace, [
					head('drafted', { seen: 'shown' }),
					head('later', { standing: approved, seen: 'scheduled' }),
					head('past', { standing: approved, seen: 'over' }),
					head('reviewed', { standing: { ...standing, stage: 'review' } }),
					head('seen', { standing: approved, seen: 'shown' }),
				]);
				await tx.exhibits.addVersions(palace, [
					...[saying('drafted', 1), saying('drafted', 2), saying('drafted', 3, '"abx1"')],
					...['later', 'past', 'reviewed', 'seen', 'gone'].map((id) => saying(id, 1)),
				]);
				const step = { ...key, version: 2, act: 'submit', by: 'staff:a', name: '张三', at: 9, detail: null };
				await tx.exhibits.addStep(palace, { ...step, id: 'drafted' });
				await tx.exhibits.addStep(palace, { ...step, id: 'drafted', version: 1, act: 'approve' });
				await tx.exhibits.addStep(palace, { ...step, id: 'later' });
			});
			const asked = (venueId: VenueId, text: string) =>
				get().read((tx) => tx.exhibits.sayingUnseen(venueId, text));
			const found = await asked(palace, '"ab_1"');
			expect(found.map(({ id, version, seen, submitted }) => [id, version, seen, submitted])).toEqual([
				...[
					['drafted', 1, 'shown', false],
					['drafted', 2, 'shown', true],
					['later', 1, 'scheduled', false],
				],
				...[
					['past', 1, 'over', false],
					['reviewed', 1, 'never', false],
				],
			]);
			expect(found[2]).toEqual({
				...{ ...key, id: 'later', version: 1, body: '"ab_1"', standing: approved },
				...{ seen: 'scheduled', submitted: false },
			});
			expect(await asked(station, '"ab_1"')).toEqual([]);
		});
		it('are known by the media they use, until they use others', async () => {
			await get().write(palace, async (tx) => {
				await tx.exhibits.use(palace, key, [sound, picture]);
				await tx.exhibits.use(palace, { kind: 'story', id: 'li' }, [picture]);
			});
			expect(await get().read((tx) => tx.exhibits.uses(palace, key))).toEqual([picture, sound]);
			expect(await get().read((tx) => tx.exhibits.usedBy(palace, picture))).toEqual([
				...[key, { kind: 'story', id: 'li' }],
			]);
			await get().write(palace, (tx) => tx.exhibits.use(palace, key, []));
			expect(await get().read((tx) => tx.exhibits.usedBy(palace, sound))).toEqual([]);
		});
	});
	mediaContract(get);
}

function mediaContract(get: () => HubStorage): void {
	describe('media', () => {
		it('are a venue’s own, found by caption and name, and by whom they show', async () => {
			await get().write(palace, async (tx) => {
				await tx.media.put(palace, media(picture));
				await tx.media.put(palace, media(sound, { kind: 'audio', person: null, at: 2 }));
			});
			await get().write(station, (tx) => tx.media.put(station, media(picture, { dueAt: 7 })));
			const ids = async (filter: object) =>
				(await get().read((tx) => tx.media.list(palace, filter, 0, 9))).rows.map(({ mediaId }) => mediaId);
			expect(await ids({})).toEqual([sound, picture]);
			expect(await ids({ kind: 'audio' })).toEqual([sound]);
			expect(await ids({ state: 'working' })).toEqual([]);
			expect(await ids({ state: 'ready', kind: 'picture' })).toEqual([picture]);
			expect(await ids({ query: '井场' })).toEqual([sound, picture]);
			expect(await ids({ query: 'a_1.jpg' })).toEqual([sound, picture]);
			expect(await get().read((tx) => tx.media.get(palace, [picture]))).toEqual([media(picture)]);
			expect(await get().read((tx) => tx.media.ofPerson(palace, key))).toEqual([picture]);
			expect(await get().read((tx) => tx.media.venuesOf(picture))).toEqual([palace, station]);
			expect(await get().read((tx) => tx.media.due(station, 7))).toEqual([picture]);
			expect(await get().read((tx) => tx.media.workingVenues())).toEqual([]);
			await get().write(station, (tx) =>
				tx.media.put(station, media(picture, { state: 'working', dueAt: 7 })),
			);
			await get().write(station, (tx) => tx.media.put(station, media(sound, { state: 'working' })));
			expect(await get().read((tx) => tx.media.workingVenues())).toEqual([station]);
			expect(await get().read((tx) => tx.exhibits.dueVenues(7))).toEqual([station]);
		});
		it('that are put again keep where they came from', async () => {
			const changed = { state: 'withdrawn', fault: 'no', shown: 'historic', person: null } as const;
			await get().write(palace, async (tx) => {
				await tx.media.put(palace, media(picture));
				await tx.media.put(palace, media(picture, { ...changed, at: 9, by: 'staff:b' }));
			});
			expect(await get().read((tx) => tx.media.get(palace, [picture]))).toEqual([media(picture, changed)]);
		});
		it('on their way are known by who sends them and a mark', async () => {
			const row = {
				uploadId: 'u1',
				staffId: 'a',
				mark: 'm',
				fileName: 'x.jpg',
				bytes: 7,
				about: '{}',
				at: 1,
			};
			await get().write(palace, (tx) => tx.media.putUpload(palace, row));
			expect(await get().read((tx) => tx.media.upload(palace, 'u1'))).toEqual(row);
			expect(await get().read((tx) => tx.media.uploadOf(palace, 'a', 'm'))).toEqual(row);
			expect(await get().read((tx) => tx.media.uploadOf(palace, 'b', 'm'))).toBeNull();
			await get().write(palace, (tx) => tx.media.putUpload(palace, { ...row, at: 5 }));
			await get().write(station, (tx) => tx.media.putUpload(station, { ...row, uploadId: 'u2' }));
			expect(await get().read((tx) => tx.media.everyUpload())).toEqual([
				...[
					{ venueId: palace, uploadId: 'u1', at: 5 },
					{ venueId: station, uploadId: 'u2', at: 1 },
				],
			]);
			await get().write(palace, (tx) => tx.media.dropUpload(palace, 'u1'));
			expect(await get().read((tx) => tx.media.upload(palace, 'u1'))).toBeNull();
		});
	});
	it('proposed changes of media are one for each part of an item, longest waiting first', async () => {
		const row = (mediaId: MediaId, part: ProposalRow['part'], at: number): ProposalRow => ({
			...{ mediaId, part, proposalId: `p${at}`, authors: ['staff:a'], name: '张三', at },
			change: { what: 'label', label: { caption: { zh: '井场', en: 'The field' }, credit: '馆藏' } },
		});
		const captions: ProposalRow = {
			...row(sound, 'captions:zh-CN', 2),
			change: { what: 'captions', language: 'zh-CN', vtt: null },
		};
		const [label, other] = [row(sound, 'label', 3), row(picture, 'label', 4)];
		await get().write(palace, async (tx) => {
			for (const each of [other, row(sound, 'label', 1), captions]) await tx.mediaProposals.put(palace, each);
			await tx.mediaProposals.put(palace, label);
		});
		await get().write(station, (tx) => tx.mediaProposals.put(station, other));
		expect(await get().read((tx) => tx.mediaProposals.list(palace, 0, 9))).toEqual([captions, label, other]);
		expect(await get().read((tx) => tx.mediaProposals.list(palace, 1, 1))).toEqual([label]);
		expect(await get().read((tx) => tx.mediaProposals.of(palace, sound))).toEqual([captions, label]);
		expect(await get().read((tx) => tx.mediaProposals.get(palace, sound, 'label'))).toEqual(label);
		expect(await get().read((tx) => tx.mediaProposals.get(palace, picture, 'captions:yue'))).toBeNull();
		await get().write(palace, async (tx) => {
			await tx.mediaProposals.drop(palace, sound, 'label');
			await tx.mediaProposals.dropAll(palace, picture);
		});
		expect(await get().read((tx) => tx.mediaProposals.list(palace, 0, 9))).toEqual([captions]);
		const counts = async () =>
			Promise.all([palace, station].map((id) => get().read((tx) => tx.mediaProposals.count(id))));
		expect(await counts()).toEqual([1, 1]);
		await get().write(palace, (tx) => tx.mediaProposals.dropAll(palace, sound));
		expect(await counts()).toEqual([0, 1]);
	});
	it('consents are found by what they are about, the latest first', async () => {
		const consent = (id: string, givenOn: string): Consent => ({
			...{ id, about: { kind: 'honoree', id: 'wang' }, who: '王某', purposes: ['life'], givenOn },
			...{ until: null, withdrawn: null, note: null, scan: null },
		});
		const [older, newer] = [consent('11'.repeat(8), '2025-01-01'), consent('22'.repeat(8), '2026-01-01')];
		const gone = { ...older, withdrawn: { at: 5, reason: '本人要求' } };
		await get().write(palace, async (tx) => {
			for (const each of [older, newer, gone]) await tx.consents.put(palace, each);
		});
		expect(await get().read((tx) => tx.consents.about(palace, 'honoree', 'wang'))).toEqual([newer, gone]);
		expect(await get().read((tx) => tx.consents.about(palace, 'media', 'wang'))).toEqual([]);
		expect(await get().read((tx) => tx.consents.get(palace, older.id))).toEqual(gone);
		expect(await get().read((tx) => tx.consents.get(station, older.id))).toBeNull();
		const waiting = [
			{ ...consent('44'.repeat(8), '2026-02-02'), unconfirmed: 'staff:a' },
			{ ...consent('33'.repeat(8), '2026-03-03'), unconfirmed: 'staff:a' },
		];
		await get().write(palace, async (tx) => {
			for (const each of [...waiting].reverse()) await tx.consents.put(palace, each);
		});
		expect(await get().read((tx) => tx.consents.waiting(palace))).toEqual(waiting);
		expect(await get().read((tx) => tx.consents.waiting(station))).toEqual([]);
		const { unconfirmed: _, ...counting } = waiting[0]!;
		await get().write(palace, async (tx) => {
			await tx.consents.put(palace, counting);
			await tx.consents.put(palace, { ...waiting[1]!, withdrawn: { at: 7, reason: '没有签名' } });
		});
		expect(await get().read((tx) => tx.consents.waiting(palace))).toEqual([]);
	});
}
