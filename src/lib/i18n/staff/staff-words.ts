import type { Language } from '../../domain/text.ts';
import { en } from './en.ts';
import { zh, type StaffWords } from './zh.ts';

export type { StaffWords } from './zh.ts';
export type { RosterStatus, StaffFault, StaffRole } from './vocabulary.ts';

export const staffWords = (language: Language): StaffWords => (language === 'en' ? en : zh);
