import type { Language } from '../domain/text.ts';
import { en } from './en.ts';
import { zh, type Words } from './zh.ts';

export type { Words };

const dictionaries: Record<Language, Words> = { zh, en };

export const words = (language: Language): Words => dictionaries[language];
