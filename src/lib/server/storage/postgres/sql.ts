import type { Sql, SqlValue } from '../sql/sql.ts';
import type { Connection } from './connection.ts';
import { arrayText, columnsOf, eachKey, manyTuples, numbered, type ColumnTypes } from './dialect.ts';

/** Statements of this process: each shared text is translated once and has one name on every connection. */
export interface Statements {
	readonly named: (text: string, translate: (text: string) => string) => { name: string; text: string };
	readonly types: ColumnTypes;
}

export function statements(types: ColumnTypes): Statements {
	const known = new Map<string, { name: string; text: string }>();
	return {
		types,
		named(text, translate) {
			let statement = known.get(text);
			if (!statement) known.set(text, (statement = { name: `g${known.size}`, text: translate(text) }));
			return statement;
		},
	};
}

/** PostgreSQL's text knows every character but NUL, which nobody types. */
const storable = (value: SqlValue): SqlValue =>
	typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;

const typeOf = (value: SqlValue | undefined): string => (typeof value === 'number' ? 'bigint' : 'text');

/** `current` is the connection of the transaction under way. */
export function sqlOver(current: () => Connection, { named, types }: Statements): Sql {
	const ask = async (text: string, values: unknown[], translate: (text: string) => string) =>
		(await current().query({ ...named(text, translate), values })).rows as unknown[];
	const one = (text: string, values: SqlValue[]) =>
		ask(text, values.map(storable), (shared) => numbered(shared));
	const columns = (tuples: readonly (readonly SqlValue[])[]) =>
		columnsOf(tuples).map((column) => arrayText(column.map(storable)));
	return {
		all: async <Row>(text: string, ...values: SqlValue[]) => (await one(text, values)) as Row[],
		get: async <Row>(text: string, ...values: SqlValue[]) => ((await one(text, values))[0] as Row) ?? null,
		run: async (text, ...values) => void (await one(text, values)),
		async many(text, tuples) {
			if (tuples.length === 1) await one(text, [...tuples[0]!]);
			// A mark that no shared text has: the same text stands for another statement where it is run for many.
			else if (tuples.length > 1) await ask(`many ${text}`, columns(tuples), () => manyTuples(text, types));
		},
		async each<Row>(text: string, fixed: readonly SqlValue[], keys: readonly (readonly SqlValue[])[]) {
			if (keys.length === 0) return [];
			if (keys.length === 1) return (await one(text, [...fixed, ...keys[0]!])) as Row[];
			const values = [...fixed.map(storable), ...columns(keys)];
			const keyTypes = keys[0]!.map(typeOf);
			return (await ask(`each ${text}`, values, () => eachKey(text, fixed.length, keyTypes))) as Row[];
		},
	};
}
