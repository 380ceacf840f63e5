/** What came of one kind of fault, made again and again. */
export interface Report {
	readonly fault: string;
	/** How often it was made. */
	readonly times: number;
	/** Check-ins that somebody was told are kept: ticks on a screen, entries in a twin's outbox. */
	readonly shown: number;
	/** Facts that the hub holds of them. */
	readonly facts: number;
	readonly lost: number;
	readonly doubled: number;
	/** One line for everything that was not as it must be, lost and doubled ones included. */
	readonly problems: readonly string[];
	/** Why it could not be made here. */
	readonly skipped?: string;
}

export const skipped = (fault: string, why: string): Report => ({
	...{ fault, times: 0, shown: 0, facts: 0, lost: 0, doubled: 0, problems: [], skipped: why },
});

/** It broke off: what the others found is told all the same. */
export const ended = (fault: string, error: unknown): Report => ({
	...{ fault, times: 0, shown: 0, facts: 0, lost: 0, doubled: 0 },
	problems: [`broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
});

export const hasFailed = ({ lost, doubled, problems }: Report): boolean =>
	lost + doubled + problems.length > 0;

const MOST_TOLD = 10;

function problemsOf({ fault, problems }: Report): string[] {
	const more = problems.length - MOST_TOLD;
	return [
		...problems.slice(0, MOST_TOLD).map((what) => `✗ ${fault}: ${what}`),
		...(more > 0 ? [`✗ ${fault}: … and ${more} more`] : []),
	];
}

const COLUMNS = ['fault', 'times', 'ticks shown', 'facts at hub', 'lost', 'doubled', ''];

/** The table that a run ends with; problems below it. */
export function tableOf(reports: readonly Report[]): string {
	const rows = reports.map((report) => [
		report.fault,
		...[report.times, report.shown, report.facts, report.lost, report.doubled].map(String),
		report.skipped ? `skipped: ${report.skipped}` : hasFailed(report) ? 'FAILED' : 'ok',
	]);
	const widths = COLUMNS.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
	const line = (cells: readonly string[]): string =>
		cells
			.map((cell, i) =>
				i === 0 || i === cells.length - 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!),
			)
			.join('  ')
			.trimEnd();
	const problems = reports.flatMap(problemsOf);
	return [line(COLUMNS), ...rows.map(line), ...problems].join('\n');
}
