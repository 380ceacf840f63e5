import { createContext } from 'svelte';
import type { Desk } from '$lib/kiosk/desk/desk.svelte.ts';
import type { Saying } from './saying.svelte.ts';

/** What the pages of the desk share beside the app. */
export interface DeskWork {
	readonly desk: Desk;
	readonly saying: Saying;
}

export const [useDeskWork, provideDeskWork] = createContext<DeskWork>();
