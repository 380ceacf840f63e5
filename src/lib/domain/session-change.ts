import type { Meeting } from './catalogue.ts';
import type { Teacher } from './course.ts';
import type { Room } from './venue.ts';

/** What is other about a class than was announced. People who knew the plan must see it at once. */
export type SessionChanged =
	| { readonly is: 'cancelled' }
	| { readonly is: 'moved'; readonly from: Room }
	| { readonly is: 'retimed'; readonly from: number }
	| { readonly is: 'substitute'; readonly teacher: Teacher };

/** Of a class that does not take place nothing else matters. */
export function changesOf({ session, movedFrom }: Meeting): SessionChanged[] {
	if (session.status === 'cancelled') return [{ is: 'cancelled' }];
	const changes: SessionChanged[] = [];
	if (movedFrom) changes.push({ is: 'moved', from: movedFrom });
	if (session.announcedAt !== undefined) changes.push({ is: 'retimed', from: session.announcedAt });
	if (session.substitute) changes.push({ is: 'substitute', teacher: session.substitute });
	return changes;
}
