import { resolve } from 'node:path';

/** A file as its user meant it: npm runs us in the checkout's root, and says in INIT_CWD where it was called. */
export const givenPath = (file: string): string => resolve(process.env['INIT_CWD'] ?? '.', file);
