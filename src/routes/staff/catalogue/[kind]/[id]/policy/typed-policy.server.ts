import { LONGEST_UNION_NAME } from '$lib/domain/union.ts';
import { fieldsOf, type PolicyKind } from '$lib/domain/policy-fields.ts';
import { readPolicies, type PolicyFault, type ReadPolicies } from '$lib/domain/policy-form.ts';
import { classesByName } from '$lib/domain/policy-lines.ts';
import type { PolicyPart } from '$lib/domain/policy.ts';
import type { SignUpPolicy } from '$lib/domain/sign-up-policy.ts';
import { nearestWord } from '$lib/server/nearest-word.ts';
import type { Desk } from '../../../../desk.server.ts';
import type { RecordHere } from '../record-view.server.ts';

/** A fault with what its sentence needs: the bounds, and what was probably meant. */
export interface ToldFault extends PolicyFault {
	readonly least: number;
	readonly most: number;
	readonly near: string | null;
}

/** What was typed, read by the venue's own names. A name that stands there already may stay, though nobody goes by it now. */
export async function readTyped(
	{ hub, catalogue }: Desk,
	kind: PolicyKind,
	{ members }: RecordHere,
	typed: Readonly<Record<string, string>>,
): Promise<Omit<ReadPolicies, 'faults'> & { readonly faults: Readonly<Record<string, ToldFault>> }> {
	const { policy, signUp } = members as { policy?: PolicyPart; signUp?: SignUpPolicy };
	const { lines, loose } = await hub.unions.tree();
	const unions = [...lines, ...loose].map(({ name }) => name);
	const known = new Set([...unions, ...(policy?.unions ?? []), ...Object.keys(signUp?.quotas ?? {})]);
	const classes = classesByName(catalogue);
	const read = readPolicies(
		kind,
		(name) => typed[name] ?? '',
		{
			...{ zone: catalogue.venue.zone, classes },
			isUnion: (name) => known.has(name) && name.length <= LONGEST_UNION_NAME,
		},
		policy?.rules,
	);
	const near = (fault: PolicyFault): string | null => {
		if (fault.fault === 'no-such-union') return nearestWord(fault.value!, unions);
		return fault.fault === 'no-such-class' ? nearestWord(fault.value!, [...classes.keys()]) : null;
	};
	const faults = Object.entries(read.faults).map(([name, fault]): [string, ToldFault] => {
		const field = fieldsOf(kind).find((one) => one.name === name);
		const bounds = field?.is === 'number' ? field : { least: 0, most: 0 };
		return [name, { ...fault, least: bounds.least, most: bounds.most, near: near(fault) }];
	});
	return { ...read, faults: Object.fromEntries(faults) };
}
