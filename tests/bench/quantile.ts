/** The value below which a share (0 to 1) of the values lies; not a number where there are none. */
export const quantile = (values: readonly number[], share: number): number =>
	[...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

/** Of an even number, the upper one of the middle. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** To one place after the point. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

export const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
