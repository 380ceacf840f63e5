import { expect, it } from 'vitest';
import { asId, type MediaId } from '../../src/lib/base/id.ts';
import { written, type Standing, type Visibility } from '../../src/lib/domain/editorial.ts';
import { isOnShow } from '../../src/lib/server/media/on-show.ts';
import type { ExhibitStore } from '../../src/lib/server/storage/exhibit-port.ts';
import type { Tx } from '../../src/lib/server/storage/port.ts';
import { openWorld, venueId, type World } from './world.ts';

/** Whether a picture is on show is asked on each page and at each change of it, at venues with thousands of exhibits. */

const picture = asId<MediaId>('ab'.repeat(16));
const other = asId<MediaId>('cd'.repeat(16));
const draft = written(null, 'staff:a', false);
const approvedFirst: Standing = {
	...{ ...draft, latest: 2 },
	approved: { version: 1, by: 'staff:b', from: null, until: null },
};

async function has(
	{ hub }: World,
	id: string,
	standing: Standing,
	seen: Visibility,
	bodies: readonly object[],
	submitted: readonly number[] = [],
) {
	const key = { kind: 'story', id } as const;
	const by = { by: 'staff:a', name: '张三', at: 1 };
	await hub.storage.write(venueId, async (tx) => {
		const row = { ...key, title: id, find: id, standing, seen, dueAt: null, changedAt: 1, changedBy: '张三' };
		await tx.exhibits.put(venueId, [row]);
		const rows = bodies.map((body, at) => ({ ...key, ...by, version: at + 1, body: JSON.stringify(body) }));
		await tx.exhibits.addVersions(
			venueId,
			rows.map((each) => ({ ...each, historic: false, restores: null })),
		);
		for (const version of submitted)
			await tx.exhibits.addStep(venueId, { ...key, ...by, version, act: 'submit', detail: null });
	});
}

const onShow = ({ hub }: World, mediaId = picture) =>
	hub.storage.read((tx) => isOnShow(tx, venueId, mediaId));

const [with_, without] = [{ media: [picture] }, { media: [], summary: { zh: `"${picture}"` } }];

it.each<[boolean, string, Standing, Visibility, object[], number[]?]>([
	[false, 'a draft nobody else has seen', draft, 'never', [with_]],
	[true, 'a draft that was sent back', draft, 'never', [with_], [1]],
	[
		false,
		'a draft whose version before was sent back',
		{ ...draft, latest: 2 },
		'never',
		[with_, with_],
		[1],
	],
	[true, 'one under review', { ...draft, stage: 'review' }, 'never', [with_], [1]],
	[
		false,
		'one under review, which had it',
		{ ...draft, latest: 2, stage: 'review' },
		'never',
		[with_, without],
	],
	[true, 'what comes later', approvedFirst, 'scheduled', [with_, without]],
	[true, 'what is over', approvedFirst, 'over', [with_, without]],
	[false, 'what comes later without it', approvedFirst, 'scheduled', [without, with_]],
	[false, 'what was withdrawn', approvedFirst, 'withdrawn', [with_, without]],
	[false, 'one that only has its id in a sentence', { ...draft, stage: 'review' }, 'never', [without]],
])('media of exhibits are on show (%s): %s', async (expected, _of, standing, seen, bodies, submitted) => {
	const world = await openWorld();
	await has(world, 'one', standing, seen, bodies, submitted);
	expect([await onShow(world), await onShow(world, other)]).toEqual([expected, false]);
});

it('the database is asked twice, however many exhibits are being written', async () => {
	const world = await openWorld();
	for (let n = 0; n < 20; n++) await has(world, `draft_${n}`, draft, 'never', [with_]);
	let reads = 0;
	const counting = (exhibits: ExhibitStore): ExhibitStore =>
		new Proxy(exhibits, {
			get(store, name) {
				reads++;
				return Reflect.get(store, name) as unknown;
			},
		});
	const ask = (tx: Tx) => isOnShow({ ...tx, exhibits: counting(tx.exhibits) }, venueId, picture);
	expect([await world.hub.storage.read(ask), reads]).toEqual([false, 2]);
});
