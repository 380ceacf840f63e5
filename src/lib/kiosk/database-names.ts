/** The ledger's database is never wiped; the cache's may be at any moment. */
export const LEDGER_NAME = 'gongzhan-ledger';
export const CACHE_NAME = 'gongzhan-cache';
