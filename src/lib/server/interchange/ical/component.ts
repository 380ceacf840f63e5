import { err, ok, type Result } from '../../../base/result.ts';
import { contentLines, readProperty, type Property } from './content-lines.ts';

/** A component (`BEGIN:VEVENT` … `END:VEVENT`) with what is in it. */
export interface Component {
	readonly name: string;
	readonly line: number;
	readonly properties: readonly Property[];
	readonly components: readonly Component[];
}

interface Open extends Component {
	readonly properties: Property[];
	readonly components: Component[];
}

export type ComponentFault = { readonly line: number; readonly fault: 'cut-off' | 'not-a-line' | 'too-deep' };

const MOST_NESTED = 8;

/** The calendars of a file: one is usual, several are allowed. What cannot be read inside an event fails the file. */
export function readComponents(text: string): Result<Component[], ComponentFault> {
	const roots: Component[] = [];
	const open: Open[] = [];
	let last = 1;
	for (const { text: content, line } of contentLines(text.replace(/^\uFEFF/, ''))) {
		last = line;
		const property = readProperty(content, line);
		const inside = open.at(-1);
		if (!property) {
			// Lines of no shape at all are what a mail program broke; outside of everything they do no harm.
			if (inside && !content.startsWith('X-')) return err({ line, fault: 'not-a-line' });
			continue;
		}
		const name = property.value.trim().toUpperCase();
		if (property.name === 'BEGIN') {
			if (open.length === MOST_NESTED) return err({ line, fault: 'too-deep' });
			open.push({ name, line, properties: [], components: [] });
		} else if (property.name === 'END') {
			const ended = open.pop();
			if (ended?.name !== name) return err({ line, fault: 'cut-off' });
			(open.at(-1)?.components ?? roots).push(ended);
		} else inside?.properties.push(property);
	}
	return open.length > 0 ? err({ line: last, fault: 'cut-off' }) : ok(roots);
}

export const property = ({ properties }: Component, name: string): Property | null =>
	properties.find((one) => one.name === name) ?? null;

export const propertiesOf = ({ properties }: Component, name: string): readonly Property[] =>
	properties.filter((one) => one.name === name);
