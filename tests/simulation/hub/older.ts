import type { Parcel, Reply } from './front-door.ts';

/** What somebody of the first wire version answers, who knows no other [S18]; null where the request is theirs. */
export function asOlder(parcel: Parcel, hubTime: number): Reply | null {
	const url = new URL(parcel.url);
	if (url.pathname === '/api/v1/health') return json(200, { hubTime, wire: [1] });
	const { v = url.searchParams.get('v') } = JSON.parse(parcel.body ?? '{}') as { v?: unknown };
	return v === null || Number(v) === 1 ? null : json(426, { error: 'outdated', message: 'speaks 1' });
}

const json = (status: number, body: object): Reply => ({
	...{ status, type: 'application/json', cookie: null, body: JSON.stringify(body) },
});
