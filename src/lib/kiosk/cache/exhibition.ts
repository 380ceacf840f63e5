import { SHELVES, type Exhibition } from '../../domain/exhibition.ts';
import { shelved, type ReadRecord } from './shelves.ts';

export const exhibitionFrom = (records: readonly ReadRecord[]): Exhibition =>
	shelved(SHELVES, records) as unknown as Exhibition;

export const EMPTY_EXHIBITION: Exhibition = exhibitionFrom([]);
