/** Rewrites the one line on a terminal; nothing where nobody looks. */
export function progress(line: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
}

/** To be called as each of `total` worlds ends. */
export function progressOf(total: number): (what: string) => void {
	const began = performance.now();
	let done = 0;
	return (what) => {
		done++;
		const perSecond = done / ((performance.now() - began) / 1000);
		const left = Math.round((total - done) / perSecond);
		progress(`${done}/${total} worlds, ${what}, ${perSecond.toFixed(1)} worlds/s, ${left} s left`);
	};
}
