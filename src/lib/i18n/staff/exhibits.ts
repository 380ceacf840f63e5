import type { Language } from '../../domain/text.ts';
import { exhibitsEn } from './exhibits-en.ts';
import { exhibitsZh, type ExhibitsWords } from './exhibits-zh.ts';

export type { ExhibitsWords } from './exhibits-zh.ts';

export const exhibitsWords = (language: Language): ExhibitsWords =>
	language === 'zh' ? exhibitsZh : exhibitsEn;
