import { assert } from '../../base/assert.ts';
import type { Hub } from '../hub.ts';
import { DEMO } from './content.ts';
import { DEMO_ITSELF } from './itself.ts';

/** Districts, and most of the unions that the demo's members name below them. A hub that has a tree keeps its own. */
export async function addUnions(hub: Pick<Hub, 'unions'>): Promise<void> {
	if ((await hub.unions.tree()).lines.length > 0) return;
	const ids = new Map<string, string>();
	for (const [name, above] of Object.entries(DEMO.names.unionsAbove)) {
		const parentId = above === null ? null : ids.get(above)!;
		const put = await hub.unions.put(DEMO_ITSELF, { id: null, name, parentId });
		assert(put.ok, `the demo's union ${name} can stand there: ${put.ok ? '' : put.error}`);
		ids.set(name, put.value);
	}
}
