import { idleWedge, PAUSE_MS, stepWedge } from './wedge.ts';
import { wedgeKey } from './wedge-key.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/**
 * Listens for USB scanners wherever the focus is. Returns the function that ends it.
 * The first characters of a scan reach a focused field before they can be known as such; when the scan is complete the
 * field gets back what it held.
 */
export function listenForWedge(target: Window | Document, onText: (text: string) => void): () => void {
	let state = idleWedge;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let before: { field: TextField; value: string } | null = null;

	function finish(text: string): void {
		if (before) restore(before.field, before.value);
		before = null;
		onText(text);
	}

	function onKey(event: Event): void {
		const press = event as KeyboardEvent;
		const key = wedgeKey(press);
		if (key === null) return;
		// The event's own time: a busy page handles keys late, and in bunches.
		const step = stepWedge(state, key, press.timeStamp);
		if (step.scanned !== null) finish(step.scanned);
		if (step.state.startedAt !== state.startedAt) before = fieldBefore();
		state = step.state;
		if (step.swallow) {
			press.preventDefault();
			press.stopPropagation();
		}
		clearTimeout(timer);
		if (state.text !== '') timer = setTimeout(onPause, PAUSE_MS + 5, press.timeStamp);
	}

	function onPause(lastAt: number): void {
		const step = stepWedge(state, 'pause', Math.max(performance.now(), lastAt + PAUSE_MS));
		state = step.state;
		if (step.scanned !== null) finish(step.scanned);
	}

	target.addEventListener('keydown', onKey, { capture: true });
	return () => {
		clearTimeout(timer);
		target.removeEventListener('keydown', onKey, { capture: true });
	};
}

function fieldBefore(): { field: TextField; value: string } | null {
	const field = document.activeElement;
	const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
	return isField ? { field, value: field.value } : null;
}

function restore(field: TextField, value: string): void {
	if (field.value === value) return;
	// An input method may still hold the characters as a composition: leaving the field ends it.
	const focused = document.activeElement === field;
	if (focused) field.blur();
	field.value = value;
	field.dispatchEvent(new InputEvent('input', { bubbles: true }));
	if (focused) field.focus();
}
