import * as v from 'valibot';
import { integer } from '../domain/shapes.ts';
import { WIRE_VERSIONS } from './versions.ts';

/** What may be the matter with a device's pack of the exhibition, the gravest first. */
export const PACK_PROBLEMS = ['broken', 'full', 'small', 'wrong', 'missing'] as const;
export type PackProblem =
	/** This browser cannot keep files. */
	| 'broken'
	/** The disk has less room than the venue allows. */
	| 'full'
	/** What the venue allows is less than the attract loop needs. */
	| 'small'
	/** Files came that are not what their records say. */
	| 'wrong'
	/** The hub lacks files that its records name. */
	| 'missing';

const count = integer(0, Number.MAX_SAFE_INTEGER);

/** Device → hub: how much of what it should keep of the exhibition it has. */
export const PackReportSchema = v.object({
	v: v.picklist(WIRE_VERSIONS),
	/** Bytes that are here, of those that should be. */
	here: count,
	bytes: count,
	problem: v.nullable(v.picklist(PACK_PROBLEMS)),
	/** Files that the problem is about. */
	failing: count,
});
export type PackReport = Omit<v.InferOutput<typeof PackReportSchema>, 'v'>;

/** As the hub keeps it: what a device told last, and when that was. */
export interface ToldPack extends PackReport {
	readonly at: number;
}
