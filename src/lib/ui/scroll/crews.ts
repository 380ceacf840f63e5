import { PIGMENT as P, type Brush } from './brush.ts';
import { person, type Dress } from './people.ts';
import type { Pose } from './stances.ts';

const COATS = [P.azurite, P.deep, P.steel, P.white, P.ochre, P.malachite, '#6c7f95'] as const;
const BRIGHT = [P.cinnabar, P.pink, P.sky, P.leaf, P.white, P.straw, P.azurite] as const;
const TROUSERS = [P.deep, P.soot, P.umber, '#3d5a73'] as const;

interface Crew {
	readonly poses: readonly Pose[];
	readonly hats: readonly Dress['hat'][];
	readonly count: number;
	/** Share of women among them. */
	readonly women?: number;
}

/** Who is at work, by the word that a scene has for them. */
export const CREWS: Record<string, Crew> = {
	potters: { poses: ['sit', 'kneel', 'carry', 'stand', 'offer'], hats: ['none', 'towel'], count: 6 },
	weavers: {
		poses: ['reach', 'push', 'walk', 'hold'],
		hats: ['scarf', 'none', 'bonnet'],
		women: 0.8,
		count: 7,
	},
	haulers: { poses: ['carry', 'push', 'push', 'walk', 'swing'], hats: ['straw', 'towel', 'none'], count: 9 },
	smiths: { poses: ['swing', 'push', 'point', 'swing', 'akimbo'], hats: ['cap', 'towel', 'none'], count: 7 },
	pickers: {
		poses: ['bend', 'carry', 'kneel', 'bend', 'walk'],
		hats: ['straw', 'scarf'],
		women: 0.5,
		count: 7,
	},
	carpenters: {
		poses: ['push', 'swing', 'bend', 'kneel', 'shoulder'],
		hats: ['none', 'cap', 'straw'],
		count: 6,
	},
	readers: {
		poses: ['sit', 'sit', 'read', 'sit', 'walk'],
		hats: ['none', 'cap', 'scarf'],
		women: 0.4,
		count: 8,
	},
	builders: {
		poses: ['swing', 'push', 'point', 'carry', 'shoulder', 'walk'],
		hats: ['helmet', 'straw', 'helmet'],
		count: 9,
	},
	crowd: {
		poses: ['wave', 'stand', 'walk', 'point', 'wave', 'akimbo', 'look'],
		hats: ['cap', 'none', 'scarf', 'straw'],
		women: 0.45,
		count: 14,
	},
	lathers: {
		poses: ['push', 'hold', 'point', 'read', 'walk'],
		hats: ['cap', 'none', 'helmet'],
		women: 0.25,
		count: 6,
	},
	farmers: {
		poses: ['bend', 'carry', 'bend', 'walk', 'akimbo'],
		hats: ['straw', 'straw', 'scarf'],
		women: 0.4,
		count: 7,
	},
	miners: { poses: ['drill', 'push', 'shoulder', 'swing', 'walk'], hats: ['helmet'], count: 8 },
	shoppers: {
		poses: ['stand', 'point', 'walk', 'offer', 'walk'],
		hats: ['none', 'scarf', 'cap'],
		women: 0.5,
		count: 9,
	},
	sweepers: { poses: ['bend', 'push', 'ladle', 'walk'], hats: ['straw', 'cap'], women: 0.3, count: 6 },
	loggers: { poses: ['swing', 'carry', 'push', 'shoulder'], hats: ['cap', 'helmet'], count: 7 },
	climbers: {
		poses: ['reach', 'point', 'reach', 'look', 'wave'],
		hats: ['helmet', 'helmet', 'straw'],
		count: 6,
	},
	welders: {
		poses: ['kneel', 'reach', 'kneel', 'hold', 'walk'],
		hats: ['helmet', 'helmet', 'cap'],
		women: 0.2,
		count: 7,
	},
	dockers: { poses: ['point', 'push', 'walk', 'look', 'wave'], hats: ['helmet', 'cap'], count: 7 },
	riders: { poses: ['walk', 'wave', 'offer', 'stand'], hats: ['helmet', 'cap'], women: 0.3, count: 6 },
	fishers: { poses: ['push', 'look', 'bend', 'carry'], hats: ['straw'], women: 0.2, count: 5 },
};

/** Nobody is quite like the next: taller or shorter, stout or slight. */
export function someone(b: Brush, crew: Crew): void {
	const pick = <T>(list: readonly T[]): T => list[Math.floor(b.chance() * list.length)]!;
	const pose = pick(crew.poses);
	const woman = b.chance() < (crew.women ?? 0.1);
	const dress = { coat: pick(woman ? BRIGHT : COATS), trousers: pick(TROUSERS), hat: pick(crew.hats) };
	const hair = woman ? pick(['braids', 'bob'] as const) : 'short';
	const apron = b.chance() < 0.18 ? pick([P.white, P.deep, P.ochre]) : null;
	b.ctx.scale(b.between(0.93, 1.1), b.between(0.92, 1.06));
	person(b, pose, { ...dress, hair, apron });
}

type Hero = readonly [pose: Pose, dress: Partial<Dress>];
/** Whoever a scene is about, at what they were known for. */
const HEROES: Record<string, readonly Hero[]> = {
	weavers: [['reach', { hat: 'bonnet', hair: 'bob', apron: P.white, coat: P.sky }]],
	pickers: [['hold', { hat: 'cap', coat: P.deep }]],
	lathers: [
		['hold', { hat: 'cap', apron: P.deep, coat: P.steel }],
		['read', { hat: 'cap', coat: P.deep }],
	],
	builders: [['wave', { hat: 'cap', coat: P.deep }]],
	farmers: [['wave', { hat: 'scarf', hair: 'braids', coat: P.cinnabar }]],
	miners: [
		['drill', { hat: 'helmet', coat: P.soot }],
		['shoulder', { hat: 'helmet', coat: P.azurite }],
		['brake', { hat: 'helmet', coat: P.ochre }],
	],
	smiths: [['read', { hat: 'cap', coat: P.steel }]],
	shoppers: [['offer', { hat: 'none', coat: P.white, apron: P.white }]],
	sweepers: [['ladle', { hat: 'towel', coat: P.azurite }]],
};

export function hero(b: Brush, word: string | undefined, number: number): void {
	const known = HEROES[word ?? ''] ?? [['stand', { hat: 'cap' }] as const];
	// Of neighbours, and of those ten scenes on, no two alike.
	const [pose, dress] = known[(number + Math.floor(number / 10)) % known.length]!;
	person(b, pose, {
		...{ coat: P.cinnabar, trousers: P.deep, hat: 'none', hair: 'short', apron: null },
		...dress,
	});
}
