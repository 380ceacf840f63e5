import { asId, type OfferingId } from '../base/id.ts';
import { err, ok, type Result } from '../base/result.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import {
	exactName,
	mapHeaders,
	plainName,
	shown,
	type Cell,
	type Mapping,
	type OwnHeaders,
} from '../domain/table-headers.ts';
import { maskName } from '../domain/masking.ts';
import type { KnownPeople } from './known-people.ts';
import type { ImportedPeople } from './people.ts';
import type { Rows } from './tables/read-table.ts';

/** Members and their classes out of a spreadsheet: one row a member, or one a member and class. Pure. */

/** What a column may be, with the headers that mean it. The first is the one that we write. */
export const MEMBER_COLUMNS = {
	name: ['姓名', '名字', 'name'],
	number: ['会员号', '会员证号', '工会卡号', '编号', '工号', 'number'],
	phone: ['手机', '手机号', '电话', '联系电话', 'phone'],
	union: ['工会', '所属工会', '基层工会', '单位', 'union'],
	offering: ['班级', '报名班级', '课程', 'class'],
} as const;
export type MemberColumn = keyof typeof MEMBER_COLUMNS;

export type MemberFault =
	| 'missing'
	| 'too-long'
	| 'not-a-phone'
	| 'no-such-class'
	/** Several classes go by that name: `value` says which. */
	| 'which-class'
	/** The number stands in another row with another name: `value` is that row. */
	| 'says-otherwise'
	/** The number is here already under another name: `value` is the number, and that name masked. */
	| 'not-the-name-of-that-number';

export interface MemberProblem {
	readonly row: number;
	readonly column: MemberColumn;
	readonly fault: MemberFault;
	readonly value: string;
}

export interface MemberPlan {
	readonly people: ImportedPeople;
	readonly problems: readonly MemberProblem[];
	readonly unknown: readonly string[];
	/** In which row a number stands first. */
	readonly rowOf: ReadonlyMap<string, number>;
}

export type MemberTableFault =
	| { readonly fault: 'missing-columns'; readonly columns: readonly MemberColumn[] }
	| { readonly fault: 'no-rows' };

const LONGEST = { name: 40, number: 40, phone: 20, union: 80, offering: 400 } as const;

export function planMembers(
	rows: Rows,
	catalogue: Catalogue,
	own?: OwnHeaders<MemberColumn>,
): Result<MemberPlan, MemberTableFault> {
	const [headers = [], ...cells] = rows;
	const { at, unknown, twice } = mapHeaders(headers, MEMBER_COLUMNS, own);
	const missing = (['name', 'number'] as const).filter((column) => !(column in at));
	if (missing.length > 0) return err({ fault: 'missing-columns', columns: missing });
	const read = new MemberRows(at, classNames(catalogue));
	for (const [index, row] of cells.entries()) read.add(row, index + 2);
	if (read.count === 0) return err({ fault: 'no-rows' });
	return ok({ ...read.plan(), unknown: [...unknown, ...twice] });
}

/** Rows that would make one person into another. */
export const otherNames = ({ rowOf }: MemberPlan, { others }: KnownPeople): MemberProblem[] =>
	others.map(({ number, name }) => ({
		...{ row: rowOf.get(number)!, column: 'name', fault: 'not-the-name-of-that-number' },
		value: `${number}: ${maskName(name)}`,
	}));

/** The classes that a text names, as it stands or by what is left without brackets; several where it is not plain which. */
interface ClassNames {
	exact(text: string): readonly OfferingId[] | undefined;
	plain(text: string): readonly OfferingId[] | undefined;
}

function classNames({ offerings, courses }: Catalogue): ClassNames {
	const [exact, plain] = [new Map<string, OfferingId[]>(), new Map<string, OfferingId[]>()];
	const call = (names: Map<string, OfferingId[]>, name: string, id: OfferingId): void => {
		const called = names.get(name) ?? [];
		if (!called.includes(id)) names.set(name, [...called, id]);
	};
	for (const { id, courseId, name } of offerings.values()) {
		const course = courses.get(courseId)?.name.zh ?? '';
		for (const text of [id, course, name.zh, course + name.zh]) {
			call(exact, exactName(text), id);
			call(plain, plainName(text), id);
		}
	}
	return {
		exact: (text) => exact.get(exactName(text)),
		plain: (text) => plain.get(plainName(text)),
	};
}

class MemberRows {
	readonly #at: Mapping<MemberColumn>['at'];
	readonly #classes: ClassNames;
	readonly #members = new Map<string, { row: number; member: ImportedPeople['members'][number] }>();
	readonly #enrolled = new Map<string, ImportedPeople['enrollments'][number]>();
	readonly #problems: MemberProblem[] = [];
	count = 0;

	constructor(at: Mapping<MemberColumn>['at'], classes: ClassNames) {
		this.#at = at;
		this.#classes = classes;
	}

	add(cells: readonly Cell[], row: number): void {
		const text = (column: MemberColumn): string => {
			const index = this.#at[column];
			return index === undefined ? '' : shown(cells[index] ?? null).trim();
		};
		if (cells.every((cell) => shown(cell).trim() === '')) return;
		this.count++;
		const wrong = (column: MemberColumn, fault: MemberFault, value = text(column)): void =>
			void this.#problems.push({ row, column, fault, value });
		const [name, number, phone, union] = [text('name'), text('number'), text('phone'), text('union')];
		if (!name) wrong('name', 'missing');
		if (!number) wrong('number', 'missing');
		for (const column of Object.keys(LONGEST) as MemberColumn[])
			if (text(column).length > LONGEST[column]) wrong(column, 'too-long', text(column).slice(0, 20));
		if (phone && !/^\+?[\d\s-]{5,20}$/.test(phone)) wrong('phone', 'not-a-phone', '');
		const known = this.#members.get(number);
		if (known && known.member.name !== name) wrong('number', 'says-otherwise', String(known.row));
		const member = { name, number, ...(phone ? { phone } : {}), ...(union ? { union } : {}) };
		if (!known) this.#members.set(number, { row, member });
		for (const named of this.#namesIn(text('offering'))) {
			// 一班（周老师） is not 一班（李老师）.
			const found = this.#classes.exact(named) ?? this.#classes.plain(named) ?? [];
			if (found.length === 0) wrong('offering', 'no-such-class', named);
			else if (found.length > 1) wrong('offering', 'which-class', `${named}: ${found.join(', ')}`);
			else
				this.#enrolled.set(`${number} ${found[0]!}`, { memberNumber: number, offeringId: asId(found[0]!) });
		}
	}

	/** Several stand between signs that a name may have too. */
	#namesIn(text: string): string[] {
		if (this.#classes.exact(text)) return [text];
		return text
			.split(/[;；、\n]/)
			.map((part) => part.trim())
			.filter(Boolean);
	}

	plan(): Omit<MemberPlan, 'unknown'> {
		const members = [...this.#members.values()].map(({ member }) => member);
		const rowOf = new Map([...this.#members].map(([number, { row }]) => [number, row]));
		const people = { members, enrollments: [...this.#enrolled.values()] };
		return { people, problems: this.#problems, rowOf };
	}
}
