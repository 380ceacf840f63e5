/** Most lines of one file. */
export const CSV_MOST = 20_000;
