import { createContext, untrack } from 'svelte';
import type { ProgrammeId } from '$lib/base/id.ts';
import type { EmergencyDesk } from '$lib/kiosk/emergency-desk.svelte.ts';
import type { Recordings } from '$lib/kiosk/recordings/recordings.svelte.ts';
import type { Packs } from '$lib/kiosk/packs/packs.svelte.ts';
import type { Scans } from './scans.svelte.ts';

/** What the pages of the kiosk share beside the app: made once by the layout, handed down by context. */
export interface Station {
	readonly scans: Scans;
	/** What the visitor has chosen on the board; gone with the visitor. */
	readonly filter: BoardChoice;
	readonly attention: Attention;
	/** Where staff raise and end emergencies with a PIN; null until it is loaded, and where there is none. */
	readonly emergencies: EmergencyDesk | null;
	/** What of the exhibition is kept here; null until it is loaded. */
	readonly packs: Packs | null;
	/** What visitors record here; null until it is loaded. */
	readonly recordings: Recordings | null;
}

export class Attention {
	#playing = $state(0);
	/** What is on the screen is somebody's own: it goes soon after they have left. */
	personal = $state(false);

	/** A film or a story plays: nobody is expected to touch the screen. */
	get playing(): boolean {
		return this.#playing > 0;
	}

	/** Something begins to play; what it returns is called when that is over. Several may at once. */
	plays(): () => void {
		const by = (count: number): void => untrack(() => void (this.#playing += count));
		by(1);
		return () => by(-1);
	}
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
