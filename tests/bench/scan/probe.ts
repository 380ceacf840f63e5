/** What happened in a kiosk's page: codes read, and verdicts painted, in milliseconds since 1970. */
export interface ScanLog {
	readonly read: readonly { readonly text: string; readonly at: number }[];
	/** Of each verdict, when it had been painted. */
	readonly painted: readonly number[];
	/** Of each code that a peer handed over, how long typing it took: no part of the peer's own time. */
	readonly handing: readonly number[];
}

/**
 * Runs in the page before anything else. Our reader's answers are overheard at its worker; a peer calls \`scanned\`, which
 * hands the code to the kiosk by its other door, as a USB scanner does: from there on the tail is the same.
 */
export const PROBE = `(() => {
	const log = { read: [], painted: [], handing: [] };
	window.scanLog = log;
	const now = () => performance.timeOrigin + performance.now();
	const note = (text) => {
		const known = log.read.findLast((each) => each.text === text);
		if (!known || now() - known.last > 2500) log.read.push({ text, at: now(), last: now() });
		else known.last = now();
		return known === undefined;
	};
	const Plain = window.Worker;
	window.Worker = class extends Plain {
		constructor(...args) {
			super(...args);
			this.addEventListener('message', ({ data }) => {
				if (data?.kind === 'frame') for (const { text } of data.readings) note(text);
			});
		}
	};
	let lastText = null;
	window.scanned = (text) => {
		note(text);
		// Peers say the same code again and again.
		if (text === lastText) return;
		lastText = text;
		const from = performance.now();
		for (const key of [...text, 'Enter']) {
			const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
			if (key === 'Enter') log.handing.push(performance.now() - from);
			(document.activeElement ?? document.body).dispatchEvent(press);
		}
	};
	new MutationObserver((changes) => {
		const verdict = (node) => node instanceof Element && (node.matches('article.verdict') || node.querySelector('article.verdict'));
		if (!changes.some(({ addedNodes }) => [...addedNodes].some(verdict))) return;
		requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => log.painted.push(now());
			port2.postMessage(null);
		});
	}).observe(document, { childList: true, subtree: true });
})()`;
