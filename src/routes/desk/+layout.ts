// Drawn by the browser alone, from the precached shell, so that it starts without a network.
export const ssr = false;
