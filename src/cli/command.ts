import { readArguments } from './arguments.ts';
import type { ParseArgsOptionsConfig } from 'node:util';

/** One of the operator's commands. */
export interface Command {
	readonly name: string;
	/** What follows the name, as help shows it. */
	readonly usage: string;
	readonly summary: string;
	/** More help, a line each. */
	readonly help: readonly string[];
	/** Gets what follows the name. Returns the exit code. */
	run(args: string[]): Promise<number>;
}

/** A command with its flags and words read and checked before it runs. */
export function command<const O extends ParseArgsOptionsConfig>(
	about: Omit<Command, 'run'> & {
		readonly options: O;
		readonly words: { readonly min: number; readonly max: number };
	},
	run: (values: ReturnType<typeof readArguments<O>>['values'], words: string[]) => Promise<number>,
): Command {
	const { name, usage, summary, help, options, words } = about;
	return {
		...{ name, usage, summary, help },
		async run(args) {
			const parsed = readArguments(args, options, words, `npm run gongzhan -- ${name} --help`);
			return run(parsed.values, parsed.positionals);
		},
	};
}
