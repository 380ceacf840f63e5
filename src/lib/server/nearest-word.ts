/** Edit distance with swaps of neighbours (Damerau–Levenshtein, restricted): `flor`, `foolr` and `floor` are close. */
function distance(a: string, b: string): number {
	let before: number[] = [];
	let above = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				cost = Math.min(cost, before[j - 2]! + 1);
			row.push(cost);
		}
		before = above;
		above = row;
	}
	return above[b.length]!;
}

/** The one of `words` that was probably meant, or null where none is close. Case, dashes and underscores are forgiven. */
export function nearestWord(word: string, words: readonly string[]): string | null {
	const plain = (text: string) => text.toLowerCase().replace(/[-_\s]/g, '');
	const scored = words.map((candidate) => ({ candidate, far: distance(plain(word), plain(candidate)) }));
	scored.sort((a, b) => a.far - b.far);
	const best = scored[0];
	return best && best.far <= Math.max(1, Math.floor(best.candidate.length / 3)) ? best.candidate : null;
}
