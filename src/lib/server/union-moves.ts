import type { OfferingId, VenueId } from '../base/id.ts';
import type { PolicyPart } from '../domain/policy.ts';
import type { SignUpPolicy } from '../domain/sign-up-policy.ts';
import { isRecordKind, parseBody, type RecordBody } from '../sync/records.ts';
import { askedAt, MAY_ASK } from './asked.ts';
import { bodies } from './catalogue.ts';
import type { Context } from './context.ts';
import { moveUp } from './ledger.ts';
import { checkedChange, putWithDerived } from './records.ts';
import { republishRoster } from './roster.ts';
import type { RecordChange, RecordRow, Tx } from './storage/port.ts';

/** What has become of a union: these names are its own and those of all below it, as members name them now. */
export interface UnionMove {
	readonly names: ReadonlySet<string>;
	readonly renamed: { readonly from: string; readonly to: string } | null;
}

/** Venues whose doors or seats ask for unions go by the tree as it is now: their rules by its names, their rosters by its lines. */
export async function followUnion(context: Context, { names, renamed }: UnionMove): Promise<void> {
	const { storage, clock } = context;
	const { asking, isEmpty } = await storage.read(async (tx) => {
		const venues: VenueId[] = [];
		for (const venue of await tx.records.venues()) if ((await askedAt(tx, venue)).union) venues.push(venue);
		const members = await tx.unions.members();
		return { asking: venues, isEmpty: ![...names].some((name) => members.has(name)) };
	});
	for (const venueId of asking) {
		await storage.write(venueId, async (tx) => {
			const rows = renamed ? await tx.records.ofKinds(venueId, MAY_ASK) : [];
			const changes = rows.flatMap((row) => renamedIn(row, renamed!.from, renamed!.to) ?? []);
			if (changes.length > 0) await putWithDerived(tx, context, venueId, changes);
			await moveUp(tx, venueId, await sharedOut(tx, venueId), clock.now());
		});
		if (!isEmpty)
			await republishRoster(context, venueId, undefined, ({ union }) => union !== null && names.has(union));
	}
}

/** Classes whose seats are shared out among unions: somebody who waits may be of another one now. */
const sharedOut = async (tx: Tx, venueId: VenueId): Promise<OfferingId[]> =>
	bodies(await tx.records.ofKinds(venueId, ['offering']), 'offering').flatMap(([, { id, signUp }]) =>
		signUp?.quotas ? [id] : [],
	);

/** The record with the union's new name in its rules; null where it does not name it. */
function renamedIn({ kind, id, body }: RecordRow, from: string, to: string): RecordChange | null {
	if (!isRecordKind(kind) || !body?.includes(JSON.stringify(from))) return null;
	const record = parseBody(kind, JSON.parse(body)) as { policy?: PolicyPart; signUp?: SignUpPolicy } | null;
	const { policy, signUp } = record ?? {};
	const asNow = (name: string): string => (name === from ? to : name);
	const unions = policy?.unions?.map(asNow);
	const quotas =
		signUp?.quotas &&
		Object.fromEntries(Object.entries(signUp.quotas).map(([name, most]) => [asNow(name), most]));
	const next = {
		...record,
		...(unions && { policy: { ...policy, unions: [...new Set(unions)] } }),
		...(quotas && { signUp: { ...signUp, quotas } }),
	};
	return checkedChange({ kind, id, body: next as RecordBody });
}
