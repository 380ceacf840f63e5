/** `npm start`: one process that opens the hub, serves the app and its API, and stops cleanly. */
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { offerHub } from '../lib/server/http/handoff.ts';
import { answerStarting } from '../lib/server/http/front-door.ts';
import { createServer, handlerEnv } from '../lib/server/http/server.ts';
import { makeLog } from '../lib/server/log.ts';
import { addressesOf } from './addresses.ts';
import { loadApp } from './app-build.ts';
import { credentialsFor } from './credentials.ts';
import { prepareDemo } from './demo-venue.ts';
import { keepHeapLean } from './lean-heap.ts';
import { listenOrFail } from './listen.ts';
import { configOrFail, holdOrFail, hubOrFail } from './open.ts';
import { readStartFlags } from './start-flags.ts';
import { stopOnSignal } from './stop.ts';
import { welcome } from './welcome.ts';

keepHeapLean();
const { lan } = readStartFlags(process.argv.slice(2));
const wanted = configOrFail(process.env);
const config = lan ? { ...wanted, host: '0.0.0.0' } : wanted;
// People read a terminal; a journal wants every request.
const log = makeLog(process.stderr.isTTY ? 'warn' : 'info');
const tls = await credentialsFor(config, lan);
// Hubs on PostgreSQL share one, with its keys.
if (!config.databaseUrl) holdOrFail(config);
const hub = await hubOrFail(config, log);

// The port is ours from here on, so that a taken one is found before any work.
let app: RequestListener = answerStarting;
const server = createServer({ handler: (...exchange) => app(...exchange), origin: config.origin, tls });
await listenOrFail(server, config);
const stopping = new AbortController();
stopOnSignal({ server, hub, stopping, log });

try {
	await prepareDemo(hub);
	const { port } = server.address() as AddressInfo;
	const addresses = addressesOf(config, port, { tls: tls !== null, lan });
	offerHub({ hub, log, stopping: stopping.signal, publicOrigin: addresses.public });
	Object.assign(process.env, handlerEnv);
	app = await loadApp();
	process.stdout.write(await welcome(hub, addresses, lan));
} catch (error) {
	// Asked to stop while starting: the storage closes under our feet, and that is all right.
	if (!stopping.signal.aborted) throw error;
}
