import { isObject, listOf, said } from './clean.ts';

/** Where on a canvas, and when. */
export interface Place {
	/** Id of the canvas, or of what else is meant. */
	readonly of: string;
	readonly box: Box | null;
	readonly point: { readonly x: number; readonly y: number } | null;
	/** An outline in the canvas's units, as SVG writes paths. */
	readonly outline: string | null;
	/** Seconds. */
	readonly from: number | null;
	readonly until: number | null;
}
/** In the canvas's units, or in percent of it. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly percent: boolean;
}

const NOWHERE = { box: null, point: null, outline: null, from: null, until: null } as const;
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const idOf = (value: unknown): string | null => (isObject(value) ? text(value['id']) : text(value));

/** Null where nothing is pointed at. Of several targets the first. */
export function placeOf(target: unknown): Place | null {
	const [one] = listOf(target);
	const whole = idOf(isObject(one) && one['source'] !== undefined ? one['source'] : one);
	if (whole === null) return null;
	const [of, fragment = ''] = whole.split('#', 2) as [string, string?];
	const place: Place = { ...NOWHERE, of, ...fragmentOf(fragment) };
	const known = fragment === '' || place.box !== null || place.from !== null || place.until !== null;
	const at = known ? place : { ...place, of: whole };
	if (!isObject(one)) return at;
	return listOf(one['selector']).reduce<Place>((so, selector) => ({ ...so, ...selected(selector) }), at);
}

export function selected(selector: unknown): Partial<Place> {
	if (!isObject(selector)) return {};
	switch (said(selector['type']).replace(/^iiif:/, '')) {
		case 'FragmentSelector':
			return fragmentOf(text(selector['value']) ?? '');
		case 'PointSelector': {
			const { x, y, t } = selector as Record<string, unknown>;
			return {
				...(typeof x === 'number' && typeof y === 'number' ? { point: { x, y } } : {}),
				...(typeof t === 'number' ? { from: t } : {}),
			};
		}
		case 'SvgSelector': {
			const outline = outlineOf(text(selector['value']) ?? '');
			return outline === null ? {} : { outline };
		}
		case 'ImageApiSelector':
			return fragmentOf(`xywh=${(text(selector['region']) ?? '').replace(/^xywh=/, '')}`);
		default:
			return {};
	}
}

/** A media fragment: `xywh=1,2,3,4`, `xywh=percent:…`, `t=1,2`. Times in seconds, or as `npt:hh:mm:ss`. */
function fragmentOf(fragment: string): Partial<Place> {
	const parts = new Map(fragment.split('&').map((part) => part.split('=', 2) as [string, string]));
	const [, unit, numbers] = /^(?:(pixel|percent|pct):)?([\d.,\s-]+)$/.exec(parts.get('xywh') ?? '') ?? [];
	const [x, y, width, height] = (numbers ?? '').split(',').map(Number);
	const isBox = [x, y, width, height].every((n) => Number.isFinite(n)) && width! > 0 && height! > 0;
	const [from, until] = (parts.get('t') ?? '').replace(/^npt:/, '').split(',').map(secondsOf);
	const percent = unit === 'percent' || unit === 'pct';
	return {
		...(isBox ? { box: { x: x!, y: y!, width: width!, height: height!, percent } } : {}),
		...(parts.has('t') ? { from: from ?? 0, until: until ?? null } : {}),
	};
}

function secondsOf(time: string): number | null {
	if (!/^[\d:.]+s?$/.test(time)) return null;
	const seconds = time
		.replace(/s$/, '')
		.split(':')
		.reduce((sum, part) => sum * 60 + Number(part), 0);
	return Number.isFinite(seconds) ? seconds : null;
}

/** Only numbers and commands of a path come through. */
const PATH = /^[MmLlHhVvCcSsQqTtAaZz\d\s,.eE+-]{1,20000}$/;

function outlineOf(svg: string): string | null {
	const attribute = (tag: string, name: string): string | null =>
		new RegExp(`<(?:\\w+:)?${tag}\\b[^>]*?\\s${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(svg)?.[1] ?? null;
	const number = (tag: string, name: string): number => Number(attribute(tag, name) ?? 0) || 0;
	const path = attribute('path', 'd');
	if (path !== null) return PATH.test(path) ? path : null;
	const points = attribute('polygon', 'points') ?? attribute('polyline', 'points');
	if (points !== null) {
		const drawn = `M${points.trim().replaceAll(/\s+/g, ' ')}Z`;
		return PATH.test(drawn) ? drawn : null;
	}
	if (/<(?:\w+:)?rect\b/i.test(svg)) {
		const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => number('rect', name));
		return `M${x} ${y}h${width}v${height}h${-width!}Z`;
	}
	for (const tag of ['circle', 'ellipse']) {
		if (!new RegExp(`<(?:\\w+:)?${tag}\\b`, 'i').test(svg)) continue;
		const rx = number(tag, tag === 'circle' ? 'r' : 'rx');
		const ry = tag === 'circle' ? rx : number(tag, 'ry');
		const [x, y] = [number(tag, 'cx'), number(tag, 'cy')];
		return `M${x - rx} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0Z`;
	}
	return null;
}
