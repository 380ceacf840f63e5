import type { Language } from '../../domain/text.ts';
import { policyEn } from './policy-en.ts';
import { policyZh, type PolicyWords } from './policy-zh.ts';

export type { PolicyWords } from './policy-zh.ts';

export const policyWords = (language: Language): PolicyWords => (language === 'zh' ? policyZh : policyEn);
