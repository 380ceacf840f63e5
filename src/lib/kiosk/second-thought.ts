import type { EntryId } from '../base/id.ts';
import { correctedTime, type Fact, type Timing } from '../domain/fact.ts';
import { whereabouts, type KnownMove } from '../domain/whereabouts.ts';
import type { Ledger } from '../sync/ports.ts';
import type { Judgement, Offer } from './app.ts';

export interface SecondThoughtDeps {
	readonly ledger: Pick<Ledger, 'append' | 'movesOf'>;
	readonly timing: () => Timing;
	/** Told after each entry that was written. */
	readonly onWritten?: (entryId: EntryId) => void;
}

export type Accept = (offer: Offer) => Promise<Judgement>;

/** Offers taken up, one after the other: two touches are one act. */
export function createSecondThoughts(deps: SecondThoughtDeps): Accept {
	let last: Promise<unknown> = Promise.resolve();
	return (offer) => {
		const done = last.then(() => accept(deps, offer));
		last = done.catch(() => undefined);
		return done;
	};
}

/** Writes the fact; only then is it said to be done. What was done meanwhile is not done again. */
async function accept({ ledger, timing, onWritten }: SecondThoughtDeps, offer: Offer): Promise<Judgement> {
	const { act, meeting, memberId, name } = offer;
	const when = timing();
	const at = correctedTime(when);
	// Whenever they came: a session may last beyond midnight.
	const moves = await ledger.movesOf(memberId, 0);
	const own = moves.filter((move) => move.sessionId === meeting.session.id);
	if (isDone(offer, own)) return { done: act, meeting, at, name };
	const written = await ledger.append(factOf(offer), when);
	if (!written.ok) return { failure: written.failure, act };
	onWritten?.(written.entry.entryId);
	return { done: act, meeting, at, name };
}

function isDone(offer: Offer, own: readonly KnownMove[]): boolean {
	if (offer.act === 'undo') return own.some((move) => move.entryId === offer.undoes && move.undone);
	return whereabouts(own, null)?.here === false;
}

function factOf(offer: Offer): Fact {
	const { meeting, memberId, serial, channel } = offer;
	const whom = { sessionId: meeting.session.id, memberId, channel, staffId: null };
	return offer.act === 'undo'
		? { kind: 'undo', ...whom, undoes: offer.undoes }
		: { kind: 'check-out', ...whom, serial };
}
