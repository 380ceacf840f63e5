import type { Catalogue } from './catalogue.ts';
import { fieldTime } from './field-time.ts';
import type { PolicyPart, Prerequisite } from './policy.ts';
import { DEFAULTS } from './policy-for.ts';
import type { PolicyField, PolicyKind } from './policy-fields.ts';
import { NO_DEMAND, prerequisiteLines, quotaLines, type ClassOrCourse } from './policy-lines.ts';

/** What holds above a record: the most specific first. Pure. */
export interface PolicyLayer {
	readonly from: PolicyKind | 'default';
	readonly policy: PolicyPart;
}

/** `parent`: of a session its class's id, of a class its course's, of a course its programme's. */
export function layersAbove(
	{ venue, programmes, courses, offerings }: Catalogue,
	kind: PolicyKind,
	parent: string | null,
): PolicyLayer[] {
	const offering = kind === 'session' ? offerings.get(parent as never) : undefined;
	const ofCourse = kind === 'offering' ? parent : offering?.courseId;
	const course = courses.get(ofCourse as never);
	const programme = programmes.get((course ? course.programmeId : parent) as never);
	const layers: PolicyLayer[] = [];
	if (offering) layers.push({ from: 'offering', policy: offering.policy ?? {} });
	if (course) layers.push({ from: 'course', policy: course.policy ?? {} });
	if (programme && kind !== 'programme') layers.push({ from: 'programme', policy: programme.policy ?? {} });
	if (kind !== 'venue') layers.push({ from: 'venue', policy: venue.policy });
	return [...layers, { from: 'default', policy: DEFAULTS }];
}

/** What is said of a field, and where; null where nobody has said anything. Limits are said together. */
export function inherited(
	layers: readonly PolicyLayer[],
	{ name }: Pick<PolicyField, 'name'>,
): { readonly value: unknown; readonly from: PolicyLayer['from'] } | null {
	const [top, member, inside] = name.split('.');
	if (top !== 'policy') return null;
	const layer = layers.find(({ policy }) => (policy as Record<string, unknown>)[member!] !== undefined);
	if (!layer) return null;
	const value = (layer.policy as Record<string, unknown>)[member!];
	const shown = inside === undefined ? value : (value as Record<string, unknown>)[inside];
	return shown === undefined ? null : { value: shown, from: layer.from };
}

/** What stands in a record's field, as it is typed; empty where nothing is said. */
export function typedPolicy(
	{ name, is }: PolicyField,
	record: Readonly<Record<string, unknown>>,
	catalogue: Catalogue,
	named: ReadonlyMap<string, ClassOrCourse>,
): string {
	const value = name
		.split('.')
		.reduce<unknown>((inside, key) => (inside as Record<string, unknown> | undefined)?.[key], record);
	if (value === undefined) return '';
	if (is === 'check') return 'yes';
	return policyText(is, value, catalogue, named);
}

/** A value as it is typed. */
export function policyText(
	is: PolicyField['is'],
	value: unknown,
	catalogue: Catalogue,
	named: ReadonlyMap<string, ClassOrCourse>,
): string {
	if (is === 'time') return fieldTime(value as number, catalogue.venue.zone);
	if ((is === 'unions' || is === 'prerequisites') && (value as unknown[]).length === 0) return NO_DEMAND;
	if (is === 'unions') return (value as string[]).join('\n');
	if (is === 'quotas') return quotaLines(value as Record<string, number>);
	if (is === 'prerequisites') return prerequisiteLines(value as Prerequisite[], catalogue, named);
	return String(value);
}
