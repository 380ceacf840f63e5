import type { VenueId } from '../base/id.ts';
import type { Result } from '../base/result.ts';
import type { CatalogueKind } from '../domain/catalogue-form.ts';
import type { Uses } from '../domain/catalogue-use.ts';
import type { TeacherRecord } from '../domain/course.ts';
import type { Honoree } from '../domain/exhibit.ts';
import type { PolicyPart } from '../domain/policy.ts';
import type { PolicyKind } from '../domain/policy-fields.ts';
import type { SignUpPolicy } from '../domain/sign-up-policy.ts';
import type { Staff } from './who.ts';

export type PutFault =
	| { readonly fault: 'no-such-record' }
	/** By its name, as the record's schema says. */
	| { readonly fault: 'bad-field'; readonly field: string }
	| { readonly fault: 'no-such-parent'; readonly field: string };

/** Staff's hand on a venue's catalogue. Kiosks and displays hear of it as of any record. */
export interface CatalogueEditService {
	/** Those that staff choose from, by name; archived ones too. */
	teachers(venueId: VenueId): Promise<TeacherRecord[]>;
	/** Whom a teacher may be, too. */
	honorees(venueId: VenueId): Promise<Honoree[]>;
	/** Writes what the members say over what is there; an `id` of null makes a new record. Resolves to the id. */
	put(
		by: Staff,
		venueId: VenueId,
		kind: CatalogueKind,
		id: string | null,
		members: Readonly<Record<string, unknown>>,
	): Promise<Result<string, PutFault>>;
	/** Whom it admits, and of a class who may sign up; what is undefined is said there no more. */
	putPolicies(
		by: Staff,
		venueId: VenueId,
		kind: PolicyKind,
		id: string,
		policies: { readonly policy: PolicyPart | undefined; readonly signUp: SignUpPolicy | undefined },
	): Promise<Result<null, PutFault>>;
	/** Only what nothing hangs on. */
	remove(
		by: Staff,
		venueId: VenueId,
		kind: CatalogueKind,
		id: string,
	): Promise<
		Result<null, { readonly fault: 'no-such-record' } | { readonly fault: 'used'; readonly uses: Uses }>
	>;
	archive(
		by: Staff,
		venueId: VenueId,
		kind: CatalogueKind,
		id: string,
		archived: boolean,
	): Promise<Result<null, 'no-such-record'>>;
}
