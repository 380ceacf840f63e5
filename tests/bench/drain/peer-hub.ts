import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

/**
 * The least that a peer's hub can be: takes what its client sends into SQLite, durably (WAL, synchronous=FULL), and nothing
 * more. A process of its own: `node peer-hub.ts DATABASE`, pages and scripts by IPC, then it prints its origin.
 */
const database = new DatabaseSync(process.argv[2]!);
database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
database.exec('CREATE TABLE facts (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID');
database.exec('CREATE TABLE checkpoints (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID');
const insert = database.prepare('INSERT OR IGNORE INTO facts VALUES (?, ?)');
const checkpointOf = database.prepare('SELECT body FROM checkpoints WHERE id = ?');
const putCheckpoint = database.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?)');
const count = database.prepare('SELECT COUNT(*) AS n FROM facts');

let scripts: Record<string, string> = {};
let isDown = false;

function store(facts: readonly { id: string; body: string }[]): void {
	database.exec('BEGIN IMMEDIATE');
	for (const { id, body } of facts) insert.run(id, body);
	database.exec('COMMIT');
}

interface Doc {
	readonly _id: string;
	readonly _rev: string;
}

/** As much of CouchDB as a replication asks for. */
function couch(method: string, path: string, body: () => unknown): [status: number, answer: unknown] {
	const [name = '', rest = '', ...key] = path.slice('/couch/'.length).split('/');
	const id = key.join('/');
	if (rest === '_revs_diff') {
		const asked = body() as Record<string, string[]>;
		return [200, Object.fromEntries(Object.entries(asked).map(([key, missing]) => [key, { missing }]))];
	}
	if (rest === '_bulk_docs') {
		const { docs } = body() as { docs: Doc[] };
		store(docs.map((doc) => ({ id: doc._id, body: JSON.stringify(doc) })));
		return [201, []];
	}
	if (rest !== '_local') return [200, { db_name: name, instance_start_time: '0', update_seq: 0 }];
	if (method === 'PUT') {
		putCheckpoint.run(id, JSON.stringify(body()));
		return [201, { ok: true, id, rev: '0-1' }];
	}
	const found = checkpointOf.get(id) as { body: string } | undefined;
	return found ? [200, JSON.parse(found.body)] : [404, { error: 'not_found', reason: 'missing' }];
}

function answer(method: string, path: string, text: string): [status: number, answer: unknown] {
	if (path === '/count') return [200, (count.get() as { n: number }).n];
	if (isDown) return [503, { error: 'busy' }];
	if (path.startsWith('/couch/')) return couch(method, path, () => JSON.parse(text) as unknown);
	if (method !== 'POST') return [404, { error: 'not_found' }];
	const facts = [JSON.parse(text) as { id: string } | { id: string }[]].flat();
	store(facts.map((fact) => ({ id: fact.id, body: JSON.stringify(fact) })));
	return [200, { ok: true }];
}

function serve(request: IncomingMessage, response: ServerResponse): void {
	const path = new URL(request.url!, 'http://hub').pathname;
	const name = path.slice(1);
	if (scripts[name]) return void response.setHeader('content-type', 'text/javascript').end(scripts[name]);
	if (path.startsWith('/page/')) {
		const page = `<!doctype html><title>${name}</title><script src="/${name.slice(5)}.js"></script>`;
		const extra = path.endsWith('pouchdb') ? '<script src="/pouchdb-itself.js"></script>' : '';
		return void response
			.setHeader('content-type', 'text/html')
			.end(page.replace('<script', `${extra}<script`));
	}
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	request.on('end', () => {
		const [status, body] = answer(request.method!, path, Buffer.concat(chunks).toString());
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
}

process.on('message', (told: { scripts?: Record<string, string>; down?: boolean }) => {
	scripts = told.scripts ?? scripts;
	isDown = told.down ?? isDown;
	process.send!('heard');
});
process.on('disconnect', () => process.exit());
const server = createServer(serve).listen(0, '127.0.0.1', () =>
	process.send!(`http://127.0.0.1:${(server.address() as { port: number }).port}`),
);
