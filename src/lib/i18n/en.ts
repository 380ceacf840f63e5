import { board } from './en-board.ts';
import { machine } from './en-machine.ts';
import { verdict } from './en-verdict.ts';
import type { Words } from './zh.ts';

export const en: Words = { board, verdict, machine };
