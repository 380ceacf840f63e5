import type { Meeting } from './catalogue.ts';
import type { Flag } from './fact.ts';
import type { UnknownPolicy } from './policy.ts';
import type { Text } from './text.ts';
import { askDesk, refused, type NotAdmitted, type RefusalReason } from './verdict.ts';

/** Something that stands between a visitor and a class, and what is to be done about it. */
export interface Gate {
	readonly policy: UnknownPolicy;
	readonly reason: RefusalReason;
	/** What staff are told where it lets in; null: nothing. */
	readonly flag: Flag | null;
	readonly say?: Text | undefined;
}

/** A fact that cannot be known here and now. */
export const inDoubt = (policy: UnknownPolicy, flag: Flag): Gate => ({ policy, reason: 'cannot-tell', flag });

/** Nothing to hold anybody up, only for staff to know. */
export const noting = (flag: Flag): Gate => inDoubt('admit', flag);

/** Something that is known and stands against it. */
export const against = (reason: RefusalReason, policy: UnknownPolicy = 'refuse', say?: Text): Gate => ({
	...{ policy, reason, flag: null, say },
});

/** Refused by one is refused, whatever a desk would say of another; else the first that asks the desk. */
export function throughGates(
	gates: readonly Gate[],
	meeting: Meeting,
): NotAdmitted | { readonly flags: Flag[] } {
	const closed = gates.find(({ policy }) => policy === 'refuse');
	if (closed) return refused(closed.reason, meeting, closed.say);
	const held = gates.find(({ policy }) => policy === 'ask-desk');
	if (held) return askDesk(held.reason, meeting, held.say);
	return { flags: gates.flatMap(({ flag }) => flag ?? []) };
}
