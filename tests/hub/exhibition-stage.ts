import { asId } from '../../src/lib/base/id.ts';
import type { Writing } from '../../src/lib/server/exhibition/shapes.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import { openWorld, venueId, type World } from './world.ts';

/** Somebody to exhibit, and two editors at a real hub. */

export const honour = {
	title: { zh: '全国劳动模范' },
	level: 'national',
	year: 1959,
	source: '人民日报 1959-10-27',
};
export const life = {
	...{
		name: { zh: '单雄信' },
		work: { zh: '钳工' },
		summary: { zh: '一句话。' },
		story: [{ zh: '第一段。' }],
	},
	...{ born: 1930, died: 1990, motif: 'machine', honours: [honour] },
};
export type Said = Writing['body'];
export const body = (differs: object = {}) => ({ ...life, ...differs }) as unknown as Said;
export const key = { kind: 'honoree', id: 'shan-xiongxin' } as const;
export const NOW = { from: null, until: null };

export async function open() {
	const world = await openWorld();
	const second: Staff = { ...world.staff, id: asId('00000000000000b2'), name: '李编辑' };
	return { ...world, second, exhibition: world.hub.exhibition };
}
export type Opened = Awaited<ReturnType<typeof open>>;

export const published = async ({ hub }: World, id: string = key.id) =>
	(await hub.records.exhibition(venueId)).honorees.get(asId(id)) ?? null;

/** Written by the owner, approved by the second. */
export async function shown(
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
