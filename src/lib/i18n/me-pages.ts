import type { Language } from '../domain/text.ts';
import { en } from './me-pages-en.ts';
import { zh, type MemberWords } from './me-pages-zh.ts';

export type { MemberWords };

export const memberWords = (language: Language): MemberWords => (language === 'en' ? en : zh);
