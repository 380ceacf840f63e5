/** From how many on one types to find, and does not look through a list. */
export const MANY = 300;
