import type { Honoree } from '../domain/exhibit.ts';
import * as industry from './scenes-industry.ts';
import * as land from './scenes-land.ts';
import type { Shape } from './shape.ts';

/**
 * The scenes at the foot of the drawn portraits, cut like a matchbox label: few inks, no shading.
 * Drawn in a frame of 272 × 286 with its corner at (14, 14); the ground lies at y = 300, the medallion's lower edge at y = 226.
 */
export interface Scene {
	/** Ground behind everything, rays on it, and the three inks. */
	readonly sky: string;
	readonly ray: string;
	readonly dark: string;
	readonly accent: string;
	readonly light: string;
	readonly shapes: readonly Shape[];
}

/** Each trade has its own hour of the day: sky, rays, and inks. */
export const SCENES: Record<Honoree['motif'], Scene> = {
	steel: {
		sky: '#f6cf9f',
		ray: '#f2bd82',
		dark: '#4a1a12',
		accent: '#d2451e',
		light: '#fff3d6',
		shapes: industry.steel,
	},
	oil: {
		sky: '#e3d9b8',
		ray: '#d9cc9f',
		dark: '#2a2a22',
		accent: '#a36f12',
		light: '#fdf6e0',
		shapes: industry.oil,
	},
	textile: {
		sky: '#f2d6dc',
		ray: '#ebc6cf',
		dark: '#5c2150',
		accent: '#b0416c',
		light: '#fff6f4',
		shapes: industry.textile,
	},
	railway: {
		sky: '#cfdde6',
		ray: '#bfd1dd',
		dark: '#1d2f45',
		accent: '#a02a1c',
		light: '#fbfaf4',
		shapes: industry.railway,
	},
	mine: {
		sky: '#ddd6cc',
		ray: '#cfc6b9',
		dark: '#2a2521',
		accent: '#cf8d12',
		light: '#fff4cf',
		shapes: industry.mine,
	},
	machine: {
		sky: '#d3dfd6',
		ray: '#c2d3c7',
		dark: '#1f3f38',
		accent: '#a9781f',
		light: '#f8f6ea',
		shapes: industry.machine,
	},
	farm: {
		sky: '#f7e7ae',
		ray: '#f2db8c',
		dark: '#3b5520',
		accent: '#b97a10',
		light: '#fffbe6',
		shapes: land.farm,
	},
	shop: {
		sky: '#f8dcc6',
		ray: '#f2ccb0',
		dark: '#74291a',
		accent: '#d08a1d',
		light: '#fff7ea',
		shapes: land.shop,
	},
	post: {
		sky: '#d2e6d2',
		ray: '#bfdac0',
		dark: '#17492f',
		accent: '#c98a16',
		light: '#fffbe9',
		shapes: land.post,
	},
	city: {
		sky: '#e2d9ee',
		ray: '#d4c8e5',
		dark: '#34295c',
		accent: '#bf5326',
		light: '#ffefc4',
		shapes: land.city,
	},
	shipyard: {
		sky: '#c6e0e6',
		ray: '#b1d3dc',
		dark: '#123a52',
		accent: '#a8301f',
		light: '#fbfaf2',
		shapes: land.shipyard,
	},
	science: {
		sky: '#d8dcf1',
		ray: '#c7cde9',
		dark: '#243571',
		accent: '#c2891b',
		light: '#fbfaf2',
		shapes: land.science,
	},
};
