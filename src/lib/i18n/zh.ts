import { board } from './zh-board.ts';
import { machine } from './zh-machine.ts';
import { verdict } from './zh-verdict.ts';

/** Chinese comes first: the shape of these words is the type that every other language fills in. */
export const zh = { board, verdict, machine };

/** All words of the screens in one language. */
export type Words = typeof zh;
