import { emergencyAt, type Emergency, type ToldEmergency } from '../domain/emergency.ts';
import { USUAL_SCREEN, type Screen } from '../domain/screen.ts';
import { announcedFrom } from './cache/announced.ts';
import type { ReadRecord } from './cache/shelves.ts';

/** What the hub has told this machine to announce, and what was announced on it. */
export class Announcements {
	#told = $state.raw(announcedFrom([]));
	own = $state.raw<readonly ToldEmergency[]>([]);

	take(records: readonly ReadRecord[]): void {
		this.#told = announcedFrom(records);
	}

	get notices() {
		return this.#told.notices;
	}

	emergencyAt(now: number): Emergency | null {
		return emergencyAt(this.#told.emergencies.values(), this.own, now);
	}

	screenOf(deviceId: string | undefined): Screen {
		return this.#told.screens.get(deviceId ?? '') ?? USUAL_SCREEN;
	}

	/** Does the hub know of it, so that it tells the venue's other screens? */
	isTold(id: string): boolean {
		return this.#told.emergencies.has(id);
	}
}
