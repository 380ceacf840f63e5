import type { Exhibition } from '../../domain/exhibition.ts';
import { shelved, type ReadRecord } from './shelves.ts';

/** Under which name the exhibition holds the records of a kind. */
const SHELF = {
	honoree: 'honorees',
	method: 'methods',
	heritage: 'heritage',
	story: 'stories',
	milestone: 'milestones',
	scroll: 'scrolls',
	scene: 'scenes',
	work: 'works',
	media: 'media',
} as const;

export const exhibitionFrom = (records: readonly ReadRecord[]): Exhibition =>
	shelved(SHELF, records) as unknown as Exhibition;

export const EMPTY_EXHIBITION: Exhibition = exhibitionFrom([]);
