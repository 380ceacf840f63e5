/** PINs of staff at desk tablets: digits, since a tablet has no keyboard at hand. */
export const SHORTEST_PIN = 6;
export const LONGEST_PIN = 12;

/** What is tried first: one digit again and again, a run up or down, a short group repeated. */
const isObvious = (pin: string): boolean => {
	const steps = new Set([...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
	const isRun = steps.size === 1 && [0, 1, 9].some((step) => steps.has(step));
	const repeats = [1, 2, 3].some((length) => pin.slice(0, length).repeat(pin.length).startsWith(pin));
	return isRun || repeats;
};

export const isPin = (text: string): boolean =>
	new RegExp(`^\\d{${SHORTEST_PIN},${LONGEST_PIN}}$`).test(text);
export const isGoodPin = (text: string): boolean => isPin(text) && !isObvious(text);

/** Wrong PINs after which the locked keys are deleted. */
export const MOST_WRONG = 10;
const FREE = 3;
const FIRST_WAIT_MS = 5000;

/** How long to wait after so many wrong PINs before the next try, in milliseconds: 5 s after the third, then doubling. */
export const waitAfter = (wrong: number): number =>
	wrong < FREE ? 0 : FIRST_WAIT_MS * 2 ** Math.min(wrong - FREE, MOST_WRONG - FREE);
