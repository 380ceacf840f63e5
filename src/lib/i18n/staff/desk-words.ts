import type { Language } from '../../domain/text.ts';
import { deskEn } from './desk-en.ts';
import { deskZh, type DeskWords } from './desk-zh.ts';

export type { DeskWords } from './desk-zh.ts';

/** How somebody stands to a session, as the desk tells it. */
export type DeskStatus = 'expected' | 'absent' | 'stranger' | 'here' | 'attended' | 'left' | 'disputed';

export const deskWords = (language: Language): DeskWords => (language === 'en' ? deskEn : deskZh);
