import type { Language } from '../../domain/text.ts';
import { auditEn } from './audit-en.ts';
import { auditZh, type AuditWords } from './audit-zh.ts';

export type { AuditTold, AuditWords } from './audit-zh.ts';

export const auditWords = (language: Language): AuditWords => (language === 'zh' ? auditZh : auditEn);
