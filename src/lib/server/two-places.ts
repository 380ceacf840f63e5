import type { MemberId, SessionId, VenueId } from '../base/id.ts';
import type { Presence } from '../sync/records.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import type { SharingService, TwoPlaces } from './pass-shapes.ts';
import type { HubStorage } from './storage/port.ts';

/** Nobody walks, rides or drives from one venue to another in less. */
const APART = 15 * 60_000;

/** Where passes were shown lately that cannot have been carried by one person. Read from what devices are told: two days. */
export function sharingService({ storage, clock }: Context): SharingService {
	return {
		async atTwoPlaces(venueId) {
			const found = await twoPlaces(storage);
			const own = found.filter(({ places }) => places.some((place) => place.venueId === venueId));
			return storage.read(async (tx) => {
				const told: TwoPlaces[] = [];
				for (const { memberId, places } of own)
					told.push({ memberId, name: (await tx.people.member(memberId))?.name ?? null, places });
				return told;
			});
		},
		async note() {
			const found = await twoPlaces(storage);
			return storage.write(null, async (tx) => {
				const before = new Set(JSON.parse((await tx.meta.get(NOTED)) ?? '[]') as string[]);
				const names = found.map(nameOf);
				const fresh = found.filter((_, index) => !before.has(names[index]!));
				if (fresh.length === 0 && names.length === before.size) return 0;
				await tx.meta.set(NOTED, JSON.stringify(names));
				for (const { memberId, places } of fresh)
					await tx.audit.append({
						...{ at: clock.now(), venueId: null, actor: 'hub', action: 'pass-at-two-places' },
						...{ subject: `member:${memberId}`, detail: JSON.stringify(places) },
					});
				return fresh.length;
			});
		},
	};
}

/** What was noted already and could be found again. */
const NOTED = 'two places noted';

interface Found {
	readonly memberId: MemberId;
	readonly places: readonly [Place, Place];
}
type Place = TwoPlaces['places'][number];

const nameOf = ({ memberId, places }: Found): string =>
	[memberId, ...places.flatMap(({ venueId, sessionId }) => [venueId, sessionId])].join(' ');

/** Every pair of neighbours in a person's day that lie at two venues and too close in time, the latest first. */
async function twoPlaces(storage: HubStorage): Promise<Found[]> {
	const days = new Map<MemberId, Place[]>();
	for (const venueId of await storage.read((tx) => tx.records.venues()))
		for (const { memberId, ...place } of await presentAt(storage, venueId)) {
			const day = days.get(memberId) ?? [];
			days.set(memberId, day);
			day.push(place);
		}
	const found: Found[] = [];
	for (const [memberId, day] of days) {
		day.sort((a, b) => a.at - b.at);
		for (const [index, place] of day.entries()) {
			const next = day[index + 1];
			if (next && next.venueId !== place.venueId && next.at - place.at < APART)
				found.push({ memberId, places: [place, next] });
		}
	}
	return found.sort((a, b) => b.places[1].at - a.places[1].at);
}

async function presentAt(
	storage: HubStorage,
	venueId: VenueId,
): Promise<(Place & { readonly memberId: MemberId })[]> {
	const rows = await storage.read((tx) => tx.records.ofKinds(venueId, ['presence']));
	return bodies(rows, 'presence').map(([, { sessionId, memberId, at }]: [string, Presence]) => {
		const place: { venueId: VenueId; sessionId: SessionId; at: number } = { venueId, sessionId, at };
		return { ...place, memberId };
	});
}
