import type { Language } from '../domain/text.ts';
import { en } from './exhibits-en.ts';
import { zh, type ExhibitWords } from './exhibits-zh.ts';

/** Words of the exhibition: loaded with its pages, not with the board. */
const dictionaries: Record<Language, ExhibitWords> = { zh, en };

export const exhibitWords = (language: Language): ExhibitWords => dictionaries[language];
