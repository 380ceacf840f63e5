import type { OnStep, Step } from '../lib/server/keeping/backup.ts';
import { progressBar } from './progress.ts';

const LABELS: Record<Step, string> = {
	copy: '  copying       ',
	count: '  counting      ',
	walk: '  walking chains',
};

/** A bar for each step of a long command, on a terminal; its words are for the other stream. */
export function steps(): OnStep {
	const bars = new Map<Step, (share: number) => void>();
	return (step, share) => {
		if (!bars.has(step)) bars.set(step, progressBar(LABELS[step], process.stderr));
		bars.get(step)!(share);
	};
}
