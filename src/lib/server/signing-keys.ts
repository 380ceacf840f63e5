import { toHex } from '../base/bytes.ts';
import { assert } from '../base/assert.ts';
import { err, ok } from '../base/result.ts';
import type { TrustedKey } from '../domain/pass.ts';
import type { Context } from './context.ts';
import { utcDay } from './current-pass.ts';
import { putRoster } from './issue-pass.ts';
import { addSigningKey, dropSigningKey } from './keyring.ts';
import type { KnownKey, SigningKeyService } from './pass-shapes.ts';
import { agreeOnKeys, noteRetired, retiredKeys } from './same-keys.ts';
import type { Tx } from './storage/port.ts';
import { publishKeys, publishRevocations, setTrustedKeys, trustedKeys } from './trust.ts';

/** Passes that die in one transaction: each takes a roster record along, and others want to write too. */
const CHUNK = 50;
const LAST_KEY = 255;

export function signingKeyService(context: Context, dataDir: string): SigningKeyService {
	const { storage, keyring, clock, random } = context;
	return {
		list: () => storage.read((tx) => knownKeys(tx, context)),
		async rotate(from) {
			if ([...keyring.all.values()].some((key) => key.from > clock.now())) return err('one-waits');
			const gone = await storage.read(retiredKeys);
			const keyId = Math.max(...keyring.all.keys(), ...gone) + 1;
			if (keyId > LAST_KEY) return err('too-many');
			addSigningKey(dataDir, { keyId, from }, random);
			assert(keyring.all.has(keyId), 'a key that was just written is held');
			await agreeOnKeys(storage, keyring, dataDir);
			await storage.write(null, async (tx) => {
				await publishKeys(tx, keyring);
				await note(tx, clock.now(), 'key-added', `key:${keyId}`, { from });
			});
			return ok(keyId);
		},
		async retire(keyId, force, onProgress = () => {}) {
			if (!keyring.all.has(keyId)) return err('no-such-key');
			if (keyring.current.keyId === keyId) return err('signs');
			const inUse = await storage.read((tx) => countInUse(tx, keyId, clock.now()));
			if (inUse > 0 && !force) return err({ inUse });
			for (let done = 0, count = CHUNK; count === CHUNK; onProgress(Math.min((done += count), inUse), inUse))
				count = await storage.write(null, (tx) => killPasses(tx, context, keyId));
			await storage.write(null, async (tx) => {
				await noteRetired(tx, keyId);
				await note(tx, clock.now(), 'key-retired', `key:${keyId}`, { passes: inUse });
			});
			dropSigningKey(dataDir, keyId);
			await storage.write(null, async (tx) => {
				await publishKeys(tx, keyring);
				await publishRevocations(tx, keyring, clock.now());
			});
			return ok(inUse);
		},
		publicFile: (issuer) => ({
			kind: 'gongzhan public keys',
			keys: [...keyring.all].map(([keyId, { publicKey }]) => ({
				keyId,
				publicKey: toHex(publicKey),
				issuer,
			})),
		}),
		...foreignKeys(context),
	};
}

/** The keys of other hubs. */
function foreignKeys({ storage, keyring, clock }: Context): Pick<SigningKeyService, 'trust' | 'distrust'> {
	return {
		trust: ({ keys }) =>
			storage.write(null, async (tx) => {
				const known = await trustedKeys(tx);
				const own = [...keyring.all.values()].map(({ publicKey }) => toHex(publicKey));
				const there = [...own, ...known.map(({ publicKey }) => publicKey)];
				const fresh = keys.filter(({ publicKey }) => !there.includes(publicKey));
				await setTrustedKeys(tx, [...known, ...fresh.map((key) => ({ ...key, foreign: true }))]);
				await publishKeys(tx, keyring);
				for (const { publicKey } of fresh) await note(tx, clock.now(), 'key-trusted', `key:${publicKey}`);
				return fresh.length;
			}),
		distrust: (name) =>
			storage.write(null, async (tx) => {
				const known = await trustedKeys(tx);
				const isNamed = ({ issuer, publicKey }: TrustedKey): boolean =>
					issuer.zh === name || publicKey.slice(0, 16) === name;
				const named = known.filter(isNamed);
				await setTrustedKeys(
					tx,
					known.filter((key) => !isNamed(key)),
				);
				await publishKeys(tx, keyring);
				for (const { publicKey } of named) await note(tx, clock.now(), 'key-distrusted', `key:${publicKey}`);
				return named.length;
			}),
	};
}

const note = (
	tx: Tx,
	at: number,
	action: string,
	subject: string,
	detail: object | null = null,
): Promise<void> =>
	tx.audit.append({
		...{ at, venueId: null, actor: 'hub', action, subject },
		detail: detail && JSON.stringify(detail),
	});

async function knownKeys(tx: Tx, { keyring, clock }: Context): Promise<KnownKey[]> {
	const [now, current] = [clock.now(), keyring.current.keyId];
	const counts = await tx.passes.countByKey(utcDay(now));
	const own = [...keyring.all]
		.sort(([a], [b]) => a - b)
		.map(([keyId, { publicKey, from }]): KnownKey => {
			const signs = keyId === current ? 'now' : from > now ? 'later' : 'no';
			const passes = counts.get(keyId) ?? 0;
			return { keyId, publicKey: toHex(publicKey), issuer: { zh: '' }, foreign: false, signs, from, passes };
		});
	const foreign = await trustedKeys(tx);
	return [...own, ...foreign.map((key): KnownKey => ({ ...key, signs: 'no', from: 0, passes: 0 }))];
}

const countInUse = async (tx: Tx, keyId: number, now: number): Promise<number> =>
	(await tx.passes.countByKey(utcDay(now))).get(keyId) ?? 0;

/** Some passes of the key, with what they open. Returns how many: fewer than `CHUNK` were the last. */
async function killPasses(tx: Tx, { clock }: Context, keyId: number): Promise<number> {
	const now = clock.now();
	const passes = await tx.passes.signedWith(keyId, utcDay(now), CHUNK);
	for (const { memberId, serial } of passes) {
		const latest = await tx.passes.latest(memberId);
		const member = await tx.people.member(memberId);
		await tx.passes.revoke(memberId, serial, now);
		if (member && latest?.serial === serial) await putRoster(tx, member, latest, now);
	}
	return passes.length;
}
