import { createMemoryLedger, type MemoryLedger } from './memory-ledger.ts';
import { describeLedger, OUTBOX } from './ledger.ts';

let ledger: MemoryLedger;
describeLedger('in memory', {
	make: async () => (ledger = createMemoryLedger(OUTBOX)),
	restart: async () => ledger,
});
