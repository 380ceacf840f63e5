import type { Language } from '../../domain/text.ts';
import { deskEn } from './desk-en.ts';
import { deskZh, type DeskWords } from './desk-zh.ts';

export type { DeskStatus, DeskWords } from './desk-zh.ts';

export const deskWords = (language: Language): DeskWords => (language === 'en' ? deskEn : deskZh);
