import { trustInstructions } from '../../lib/server/tls/trust.ts';
import { command } from '../command.ts';
import { localTlsOrFail } from '../credentials.ts';
import { configOrFail } from '../open.ts';

export const tls = command(
	{
		name: 'tls',
		usage: '',
		summary: 'makes the hub’s own certificates for HTTPS on a LAN, and tells how kiosks come to trust them',
		help: [
			'Files: DATA_DIR/tls. The authority lasts ten years; the server’s certificate is renewed by every',
			'`npm start -- --lan` that finds a new address of this machine or an end within 30 days.',
		],
		options: {},
		words: { min: 0, max: 0 },
	},
	async () => {
		const { dataDir } = configOrFail(process.env);
		console.log(trustInstructions(await localTlsOrFail(dataDir)));
		return 0;
	},
);
