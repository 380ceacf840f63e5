import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { KeyFileSchema, type KeyFile, type KnownKey } from '../../lib/server/pass-shapes.ts';
import type { Hub } from '../../lib/server/hub.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { withHub } from '../open.ts';
import { progressBar } from '../progress.ts';
import { alignRows } from '../table.ts';

const DAY = 86_400_000;

export const keys = command(
	{
		name: 'keys',
		usage:
			'list | rotate [--at-once] | retire ID [--force] | export FILE --issuer NAME | trust FILE | distrust NAME',
		summary: 'the keys that passes are signed with, and those of other hubs whose passes are good here',
		help: [
			'list      every key, which one signs, and how many passes in use it has signed',
			'rotate    makes a new key and tells every kiosk; it signs from tomorrow on, when kiosks and hubs have learnt it.',
			'          --at-once: from now on; a kiosk without network then refuses new passes until it has been online.',
			'          Passes of older keys stay good. Hubs on other machines need a copy of the file before it signs.',
			'retire    nothing that key ID has signed is accepted any more. Refused while passes of it are in use;',
			'          --force: they die, and their holders need new ones',
			'export    writes the public keys, for another hub; NAME is what kiosks there call you',
			'trust     accepts the passes of the hub that exported FILE; make sure that it came from them',
			'distrust  no longer: NAME is the issuer’s, or the first 16 digits of a public key',
		],
		options: {
			'at-once': { type: 'boolean', default: false },
			force: { type: 'boolean', default: false },
			issuer: { type: 'string' },
		},
		words: { min: 1, max: 2 },
	},
	({ 'at-once': atOnce, force, issuer }, [verb, word = '']) =>
		withHub(async (hub) => {
			if (verb === 'list') await list(hub);
			else if (verb === 'rotate') await rotate(hub, atOnce);
			else if (verb === 'retire') await retire(hub, word, force);
			else if (verb === 'export') exportTo(hub, word, issuer);
			else if (verb === 'trust') await trust(hub, word);
			else if (verb === 'distrust') await distrust(hub, word);
			else fail(`“keys ${verb}” is not known; see npm run gongzhan -- keys --help`);
			return 0;
		}),
);

const SIGNS: Record<KnownKey['signs'], (key: KnownKey) => string> = {
	now: () => 'signs',
	later: ({ from }) => `signs from ${new Date(from).toISOString().slice(0, 16)} UTC on`,
	no: ({ foreign, issuer }) => (foreign ? `trusted: ${issuer.zh}` : 'accepted'),
};

async function list(hub: Hub): Promise<void> {
	const rows = (await hub.signingKeys.list()).map((key) => [
		String(key.keyId),
		`${key.publicKey.slice(0, 16)}…`,
		key.foreign ? '' : `${key.passes} passes`,
		SIGNS[key.signs](key),
	]);
	console.log(alignRows(rows).join('\n'));
}

async function rotate(hub: Hub, atOnce: boolean): Promise<void> {
	const from = hub.clock.now() + (atOnce ? 0 : DAY);
	const made = await hub.signingKeys.rotate(from);
	if (!made.ok)
		fail(
			made.error === 'one-waits'
				? 'a new key is waiting already; see npm run gongzhan -- keys list'
				: 'there is no number left: 256 keys were made',
		);
	console.log(
		`key ${made.value} ${atOnce ? 'signs from now on' : 'is told to every kiosk and signs from tomorrow on'}`,
	);
	if (hub.storage.kind === 'postgres')
		console.log(
			`copy ${hub.config.dataDir}/keys/pass-${made.value}.json into the keys of every other hub before that`,
		);
}

async function retire(hub: Hub, word: string, force: boolean): Promise<void> {
	const keyId = /^\d{1,3}$/.test(word)
		? Number(word)
		: fail(`“${word}” is no number of a key; see keys list`);
	const done = await hub.signingKeys.retire(keyId, force, progressBar('  retiring', process.stderr));
	if (done.ok) return console.log(`key ${keyId} is retired; ${done.value} passes died with it`);
	if (done.error === 'no-such-key') fail(`there is no key ${keyId}; see npm run gongzhan -- keys list`);
	if (done.error === 'signs') fail(`key ${keyId} signs new passes: run keys rotate first`);
	fail(`${done.error.inUse} passes of key ${keyId} are in use and would die: say --force if they must`);
}

function exportTo(hub: Hub, file: string, issuer: string | undefined): void {
	if (!file || !issuer) fail('say keys export FILE --issuer NAME');
	write(file, `${JSON.stringify(hub.signingKeys.publicFile({ zh: issuer }), null, '\t')}\n`);
}

async function trust(hub: Hub, file: string): Promise<void> {
	const count = await hub.signingKeys.trust(readKeyFile(file));
	console.log(
		count === 0 ? 'these keys were trusted already' : `${count} keys of another hub are trusted from now on`,
	);
}

async function distrust(hub: Hub, name: string): Promise<void> {
	const count = await hub.signingKeys.distrust(name);
	if (count === 0) fail(`no trusted key is of “${name}”; see npm run gongzhan -- keys list`);
	console.log(`${count} keys are trusted no longer`);
}

function readKeyFile(file: string): KeyFile {
	let content: unknown;
	try {
		content = JSON.parse(readFileSync(givenPath(file), 'utf8'));
	} catch (error) {
		return fail(`${file} cannot be read: ${reasonOf(error)}`);
	}
	const parsed = v.safeParse(KeyFileSchema, content);
	return parsed.success ? parsed.output : fail(`${file} is not what “keys export” of another hub wrote`);
}

function write(file: string, text: string): void {
	try {
		writeFileSync(givenPath(file), text);
	} catch (error) {
		fail(`${file} cannot be written: ${reasonOf(error)}`);
	}
}
