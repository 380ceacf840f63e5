import type { VenueId } from '$lib/base/id.ts';
import type { Device, Hub, Staff } from '$lib/server/hub.ts';
import type { Outage } from '$lib/i18n/error-page.ts';
import type { Phone } from '$lib/server/phones.ts';
import type { Edge } from '$lib/server/http/edge.ts';

declare global {
	namespace App {
		interface Error {
			message: string;
			/** Which line of the hub's log tells more. */
			id?: string;
			/** It is the storage that does not work: worth asking again. */
			outage?: Outage;
			/** Sent from a page of one venue, while the console has been at another since. */
			venues?: { shown: string; now: string };
		}
		interface Locals {
			hub: Hub;
			/** What requests share beside the hub: limits, live streams, the log. */
			edge: Edge;
			/** The venue that this page of staff tells of. */
			pageVenue?: VenueId;
			/** Noted where the storage failed this request. */
			outage?: Outage;
			/** The device that asks, by its cookie, revoked or not; null for anyone else. */
			device(): Promise<Device | null>;
			/** The member of staff that asks, by their cookie; null for anyone else. */
			staff(): Promise<Staff | null>;
			/** The phone that asks, by the cookie that it got when a pass was claimed on it. */
			phone(): Promise<Phone | null>;
		}
	}
}

export {};
