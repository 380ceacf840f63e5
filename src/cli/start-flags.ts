import { readArguments } from './arguments.ts';

export interface StartFlags {
	/** Serve the local network over HTTPS. */
	readonly lan: boolean;
}

const HELP = `宫站 Gongzhan: starts the hub.

  npm start                 在本机打开 · for this machine
  npm start -- --lan        在局域网打开，HTTPS · for the local network, over HTTPS

  HOST, PORT                where to listen               127.0.0.1, 4180
  DATA_DIR                  database, keys, certificates  ./data
  DATABASE_URL              postgres://… instead of a file in DATA_DIR
  ORIGIN                    the address people use, when behind a proxy
  TLS_CERT, TLS_KEY         PEM files for HTTPS

  Operator's commands: npm run gongzhan -- --help
`;

/** Prints the help and ends where it is asked for; ends with an error at a flag it does not know. */
export function readStartFlags(args: string[]): StartFlags {
	const options = { lan: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
	const { values } = readArguments(args, options, { min: 0, max: 0 }, 'npm start -- --help');
	if (values.help) {
		process.stdout.write(HELP);
		process.exit(0);
	}
	return { lan: values.lan ?? false };
}
