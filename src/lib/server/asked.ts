import * as v from 'valibot';
import type { OfferingId, VenueId } from '../base/id.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { offeringsOf } from '../domain/eligibility.ts';
import { lineageOf } from '../domain/history.ts';
import type { PolicyPart } from '../domain/policy.ts';
import { slug } from '../domain/shapes.ts';
import type { RecordKind } from '../sync/records.ts';
import type { RecordChange, Tx } from './storage/port.ts';
import { readCatalogue } from './catalogue.ts';

/** What a venue's policies and quotas ask of people beyond their enrollment, so that rosters hold that and nothing more. */
const AskedSchema = v.object({
	union: v.boolean(),
	history: v.boolean(),
	/** Offerings of which it matters whether somebody ever came. */
	ever: v.array(slug<OfferingId>()),
});
export type Asked = v.InferOutput<typeof AskedSchema>;

const NOTHING: Asked = { union: false, history: false, ever: [] };

const key = (venueId: VenueId): string => `asked ${venueId}`;

export async function askedAt(tx: Tx, venueId: VenueId): Promise<Asked> {
	const stored = await tx.meta.get(key(venueId));
	return stored === null ? NOTHING : v.parse(AskedSchema, JSON.parse(stored));
}

export function askedBy(catalogue: Catalogue): Asked {
	const { venue, programmes, courses, offerings, sessions } = catalogue;
	const within = [programmes, courses, offerings, sessions].flatMap((shelf): (PolicyPart | undefined)[] =>
		[...shelf.values()].map(({ policy }) => policy),
	);
	const parts = [venue.policy, ...within].filter((part) => part !== undefined);
	const lineage = lineageOf(catalogue);
	const ever = parts
		.flatMap(({ prerequisites = [] }) => prerequisites)
		.flatMap((prerequisite) => [...offeringsOf(prerequisite, lineage)]);
	return {
		union:
			parts.some(({ unions, rules }) => unions ?? rules) ||
			[...offerings.values()].some(({ signUp }) => signUp?.quotas),
		history: parts.some(({ limits, prerequisites, rules }) => limits ?? prerequisites ?? rules),
		ever: [...new Set(ever)].sort(),
	};
}

/** Kinds of records that may ask. */
export const MAY_ASK = ['venue', 'programme', 'course', 'offering', 'session'] satisfies RecordKind[];

/** Looks again after records have changed that may hold a policy. Is it other than it was? Then rosters are out of date. */
export async function renewAsked(
	tx: Tx,
	venueId: VenueId,
	changes: readonly RecordChange[],
): Promise<boolean> {
	const before = await askedAt(tx, venueId);
	const isMoot = ({ kind, body }: RecordChange): boolean =>
		!(MAY_ASK as string[]).includes(kind) ||
		!(before.history || before.union || /"(policy|quotas)":/.test(body ?? ''));
	if (changes.every(isMoot)) return false;
	const catalogue = await readCatalogue(tx, venueId);
	const asked = catalogue ? askedBy(catalogue) : NOTHING;
	const text = JSON.stringify(asked);
	if (text === JSON.stringify(before)) return false;
	await tx.meta.set(key(venueId), text);
	return true;
}
