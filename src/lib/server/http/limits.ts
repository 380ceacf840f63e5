import { draw, isFull, type Bucket, type Rate } from './rate-limit.ts';

/** What may be guessed at, and how often one address may try. */
export const LIMITS = {
	/** Each request stores a row and shows a code that staff could mistake for another's. */
	pairing: { burst: 10, perMinute: 10 },
	/** Asked every few seconds by each waiting kiosk of a venue, all behind one address. */
	'pairing-state': { burst: 120, perMinute: 240 },
	/** A signature check a request; a whole venue's kiosks may come back at once. */
	'device-session': { burst: 60, perMinute: 60 },
	/** A venue's tablets, behind one address, each time that somebody came. */
	'desk-roster': { burst: 60, perMinute: 120 },
	/** Each opens and stores some hundred kilobytes; a kiosk that was cut off brings many, and waits. */
	recording: { burst: 20, perMinute: 20 },
	'sign-in': { burst: 10, perMinute: 6 },
	/** A lobby full of phones may share one address. */
	'session-code': { burst: 120, perMinute: 120 },
	/** What members do on their phones, many of them behind one address. */
	phone: { burst: 240, perMinute: 240 },
	/** A venue's whole schedule a request; calendars and programs ask a few times a day, many behind one address. */
	schedule: { burst: 120, perMinute: 60 },
	/** Each stores a person: a class of guests before a screen, and no more. */
	guest: { burst: 40, perMinute: 20 },
} as const satisfies Record<string, Rate>;
export type LimitName = keyof typeof LIMITS;

/** Addresses remembered per limit; beyond it the full buckets, then the oldest, are forgotten. */
const MOST_KEYS = 20_000;

export interface Limits {
	/** Null: go on. Else seconds to wait. `now`: monotonic ms. */
	take(name: LimitName, address: string, now: number): number | null;
}

export function openLimits(): Limits {
	const buckets = new Map<LimitName, Map<string, Bucket>>();
	return {
		take(name, address, now) {
			const mine = buckets.get(name) ?? new Map<string, Bucket>();
			buckets.set(name, mine);
			const key = addressKey(address);
			const { bucket, wait } = draw(mine.get(key), LIMITS[name], now);
			mine.delete(key);
			mine.set(key, bucket);
			if (mine.size > MOST_KEYS) forget(mine, LIMITS[name], now);
			return wait === 0 ? null : Math.ceil(wait / 1000);
		},
	};
}

function forget(buckets: Map<string, Bucket>, rate: Rate, now: number): void {
	for (const [key, bucket] of buckets) if (isFull(bucket, rate, now)) buckets.delete(key);
	for (const key of buckets.keys()) {
		if (buckets.size <= MOST_KEYS / 2) return;
		buckets.delete(key);
	}
}

/** One household or host has a whole IPv6 /64; counting single addresses of it would count nothing. */
export function addressKey(address: string): string {
	if (!address.includes(':')) return address;
	const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
	if (mapped) return mapped[1]!;
	const [head = '', tail] = address.split('%')[0]!.split('::');
	const groups = head === '' ? [] : head.split(':');
	const after = tail === undefined || tail === '' ? [] : tail.split(':');
	const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
	const all = [...groups, ...Array<string>(zeros).fill('0'), ...after];
	return (
		all
			.slice(0, 4)
			.map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
			.join(':') + '::/64'
	);
}
