import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Role, Staff } from '../hub.ts';
import type { LimitName } from './limits.ts';

export { worksAt } from '../who.ts';

/**
 * Who is signed in, with one of `roles` (none given: any). Pages send strangers to the sign-in form at /staff, which
 * finds where they wanted to go in `?next=`; under /api they get a 401. The wrong role gets a 403 in both.
 */
export async function requireStaff(event: RequestEvent, ...roles: readonly Role[]): Promise<Staff> {
	const staff = await event.locals.staff();
	if (staff) {
		if (roles.length > 0 && !roles.includes(staff.role))
			error(403, `this needs the role ${roles.join(' or ')}`);
		return staff;
	}
	if (event.url.pathname.startsWith('/api/')) error(401, 'sign in at /staff first');
	redirect(303, `/staff?next=${encodeURIComponent(event.url.pathname)}`);
}

/** Where to go after signing in: only ever a path of the staff pages. */
export const nextPath = (url: URL): string => {
	const next = url.searchParams.get('next') ?? '';
	return /^\/staff(?:\/[A-Za-z0-9_/-]*)?$/.test(next) ? next : '/staff';
};

/** Counts this request against a limit. Null: go on. Else the seconds to wait before asking again. */
export function overLimit(event: RequestEvent, name: LimitName): number | null {
	const { limits, hub } = { limits: event.locals.edge.limits, hub: event.locals.hub };
	return limits.take(name, event.getClientAddress(), hub.clock.monotonic());
}
