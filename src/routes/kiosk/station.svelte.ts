import { createContext } from 'svelte';
import type { ProgrammeId } from '$lib/base/id.ts';
import type { Scans } from './scans.svelte.ts';

/** What the pages of the kiosk share beside the app: made once by the layout, handed down by context. */
export interface Station {
	readonly scans: Scans;
	/** What the visitor has chosen on the board; gone with the visitor. */
	readonly filter: BoardChoice;
}

export class BoardChoice {
	programmeId = $state<ProgrammeId | null>(null);
	floor = $state<number | null>(null);

	get any(): boolean {
		return this.programmeId !== null || this.floor !== null;
	}

	clear(): void {
		this.programmeId = this.floor = null;
	}
}

export const [useStation, provideStation] = createContext<Station>();
