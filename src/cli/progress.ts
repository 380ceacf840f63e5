const WIDTH = 30;

/**
 * A bar that redraws itself on a terminal, and says nothing to a file. It is told the share done, 0 to 1, and ends its line
 * at 1.
 */
export function progressBar(label: string, out: NodeJS.WriteStream = process.stdout) {
	let shown = -1;
	return (share: number): void => {
		const percent = Math.floor(100 * Math.min(1, share));
		if (!out.isTTY || percent === shown) return;
		shown = percent;
		const filled = Math.round((WIDTH * percent) / 100);
		const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
		out.write(`\r${label}  ${bar} ${String(percent).padStart(3)} %${percent === 100 ? '\n' : ''}`);
	};
}
