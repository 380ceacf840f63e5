import type { Language } from '../../domain/text.ts';
import { catalogueEn } from './catalogue-en.ts';
import { catalogueZh, type CatalogueWords } from './catalogue-zh.ts';

export type { CatalogueWords } from './catalogue-zh.ts';

export const catalogueWords = (language: Language): CatalogueWords =>
	language === 'zh' ? catalogueZh : catalogueEn;
