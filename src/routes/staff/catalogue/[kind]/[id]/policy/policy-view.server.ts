import type { Catalogue } from '$lib/domain/catalogue.ts';
import {
	inherited,
	layersAbove,
	policyText,
	typedPolicy,
	type PolicyLayer,
} from '$lib/domain/policy-above.ts';
import { groupsOf, POLICY_GROUPS, type PolicyField, type PolicyKind } from '$lib/domain/policy-fields.ts';
import { classesByName } from '$lib/domain/policy-lines.ts';
import type { Language } from '$lib/domain/text.ts';
import { policyWords, type PolicyWords } from '$lib/i18n/staff/policy-words.ts';
import type { RecordHere } from '../record-view.server.ts';

/** A field as the form shows it. */
export interface ShownPolicy {
	readonly name: string;
	readonly is: PolicyField['is'];
	readonly value: string;
	/** What holds where it is left empty, in words; null where nothing can be said of it. */
	readonly empty: string | null;
	readonly choices: readonly { readonly id: string; readonly name: string }[];
}

/** Groups of the form in their order, each field with what is in it and what holds above it. */
export function shownPolicies(
	kind: PolicyKind,
	{ members }: RecordHere,
	catalogue: Catalogue,
	lang: Language,
) {
	const words = policyWords(lang);
	const named = classesByName(catalogue);
	const layers = layersAbove(catalogue, kind, parentOf(kind, members));
	return groupsOf(kind).map((group) => ({
		group,
		fields: POLICY_GROUPS[group].map((field: PolicyField): ShownPolicy => {
			const above = (value: unknown): string => shortText(field, value, catalogue, named, words);
			const empty = emptyText(field, layers, words, above);
			return {
				...{ name: field.name, is: field.is, empty },
				value: typedPolicy(field, members, catalogue, named),
				choices: field.is === 'choice' ? choicesOf(field, empty, words) : [],
			};
		}),
	}));
}

const parentOf = (kind: PolicyKind, members: RecordHere['members']): string | null => {
	const parent = { session: 'offeringId', offering: 'courseId', course: 'programmeId' } as const;
	const id = kind in parent ? members[parent[kind as keyof typeof parent]] : null;
	return typeof id === 'string' ? id : null;
};

function emptyText(
	field: PolicyField,
	layers: readonly PolicyLayer[],
	words: PolicyWords,
	told: (value: unknown) => string,
): string | null {
	// The whole of the limits is taken from one place.
	if (field.name === 'policy.limits.of') return words.byDefault;
	const above = inherited(layers, field);
	if (above) return words.inherited(words.from[above.from], told(above.value));
	return words.nothingSaid[field.name] ?? null;
}

/** On one line. */
function shortText(
	{ name, is }: PolicyField,
	value: unknown,
	catalogue: Catalogue,
	named: ReturnType<typeof classesByName>,
	words: PolicyWords,
): string {
	const text = policyText(is, value, catalogue, named);
	if (is === 'choice') return words.choice[text] ?? text;
	return words.unit[name]?.(text) ?? text.replaceAll('\n', words.and);
}

const choicesOf = (
	field: PolicyField & { is: 'choice' },
	empty: string | null,
	{ choice }: PolicyWords,
): ShownPolicy['choices'] => [
	{ id: '', name: empty ?? '' },
	...field.of.map((id) => ({ id, name: choice[id] ?? id })),
];

/** Whose own rule in JSON Logic holds here: this record's, one above it, or none. */
export function ruleHere(
	kind: PolicyKind,
	{ members }: RecordHere,
	catalogue: Catalogue,
): PolicyLayer['from'] | null {
	const own = members['policy'] as PolicyLayer['policy'] | undefined;
	if (own?.rules) return kind;
	const above = layersAbove(catalogue, kind, parentOf(kind, members));
	return above.find(({ policy }) => policy.rules)?.from ?? null;
}
