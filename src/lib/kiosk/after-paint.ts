/** What loads once the board is painted: databases, schemas, cryptography, the hub's client. */
export { openCache } from './cache/database.ts';
export { startEngine } from './engine.ts';
export { LedgerDatabase } from './ledger/database.ts';
export { ensurePaired } from './pair-first.ts';
export { sessionCodeUrl } from './session-code.ts';
export { createWitness } from './witness.ts';
