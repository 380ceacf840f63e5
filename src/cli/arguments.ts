import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { fail } from './fail.ts';

/** Reads flags and words; a wrong one ends the program with a line that names it and says where help is. */
export function readArguments<const O extends ParseArgsOptionsConfig>(
	args: string[],
	options: O,
	words: { readonly min: number; readonly max: number },
	help: string,
) {
	const parsed = parse(args, options, help);
	const count = parsed.positionals.length;
	if (count < words.min) fail(`something is missing after the command; see ${help}`);
	if (count > words.max) fail(`“${parsed.positionals[words.max]}” is not expected here; see ${help}`);
	return parsed;
}

function parse<const O extends ParseArgsOptionsConfig>(args: string[], options: O, help: string) {
	try {
		return parseArgs({ args, options, allowPositionals: true, strict: true });
	} catch (error) {
		return fail(`${(error as Error).message.split('. ')[0]!.replaceAll("'", '')}; see ${help}`);
	}
}
