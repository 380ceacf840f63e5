/** The operator's command: `npm run gongzhan -- COMMAND …`. */
import type { Command } from './command.ts';
import { backup } from './commands/backup.ts';
import { config } from './commands/config.ts';
import { exportFile } from './commands/export.ts';
import { importFile } from './commands/import.ts';
import { keys } from './commands/keys.ts';
import { move } from './commands/move.ts';
import { ownerLink } from './commands/owner-link.ts';
import { pairingLink } from './commands/pairing-link.ts';
import { pass } from './commands/pass.ts';
import { restore } from './commands/restore.ts';
import { tls } from './commands/tls.ts';
import { verify } from './commands/verify.ts';
import { fail } from './fail.ts';
import { alignRows } from './table.ts';

const COMMANDS: readonly Command[] = [
	ownerLink,
	pairingLink,
	pass,
	keys,
	config,
	tls,
	backup,
	restore,
	verify,
	importFile,
	exportFile,
	move,
];

const wantsHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

function overview(): string {
	const rows = COMMANDS.map(({ name, usage, summary }) => [`${name} ${usage}`.trim(), summary]);
	return [
		'宫站 Gongzhan: the operator’s commands. They work on DATA_DIR (./data), also while the hub runs.',
		'',
		...alignRows(rows),
		'',
		'  npm run gongzhan -- COMMAND --help   tells more of each.',
		'',
	].join('\n');
}

const helpOf = ({ name, usage, summary, help }: Command): string =>
	[
		`npm run gongzhan -- ${name} ${usage}`.trim(),
		'',
		`  ${summary}`,
		...help.map((line) => `  ${line}`),
		'',
	].join('\n');

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || wantsHelp(name)) {
	process.stdout.write(overview());
	process.exit(name === undefined ? 1 : 0);
}
const chosen = COMMANDS.find((command) => command.name === name);
if (!chosen) fail(`there is no command “${name}”; see npm run gongzhan -- --help`);
if (rest.some(wantsHelp)) process.stdout.write(helpOf(chosen));
else process.exitCode = await chosen.run(rest);
