import { createContext } from 'svelte';
import type { KioskApp } from './app.ts';

/** `provideKioskApp` in the layout of kiosk and lobby, `useKioskApp` in whatever it holds. */
export const [useKioskApp, provideKioskApp] = createContext<KioskApp>();
