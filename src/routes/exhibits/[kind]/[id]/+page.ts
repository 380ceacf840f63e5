/** It is read, and kept: it needs no scripts. */
export const csr = false;
