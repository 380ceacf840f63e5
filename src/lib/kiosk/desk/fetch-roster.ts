import type { Answer, DeviceSigner } from '../../sync/ports.ts';
import { deskStatement, DeskRosterAnswerSchema, type DeskRosterRequest } from '../../sync/desk.ts';
import { asAnswer, asking, type HubAddress, type PairedClient } from '../hub-client.ts';
import type { Vault } from './vault.ts';

export interface FetchRosterDeps {
	readonly address: HubAddress;
	readonly signer: DeviceSigner;
	readonly hub: Pick<PairedClient, 'renewSession'>;
	readonly vault: Vault;
	/** Corrected time. */
	readonly now: () => number;
}

/**
 * Asks the hub for the roster, and keeps what is new, sealed as it came. Answers whether anything is new. A hub that does
 * not know this tablet as a desk any more has everything wiped.
 */
export function createRosterFetch(deps: FetchRosterDeps): () => Promise<Answer<'new' | 'same'>> {
	const { signer, hub, vault } = deps;
	const ask = asking(deps.address);
	const once = async (): Promise<Answer<'new' | 'same'>> => {
		const agreementKey = await vault.publicKey();
		const known = (await vault.held(deps.now()))?.mark;
		const request: DeskRosterRequest = {
			...{ v: 3, agreementKey, wrong: await vault.wrong() },
			signature: await signer.sign(deskStatement(signer.deviceId, agreementKey)),
			...(known ? { known } : {}),
		};
		const answer = await ask('/desk/roster', DeskRosterAnswerSchema, request);
		if (!answer.ok) return asAnswer(answer);
		if (answer.value.state === 'new') await vault.put(answer.value);
		return { ok: true, value: answer.value.state };
	};
	return async () => {
		let answer = await once();
		if (!answer.ok && answer.failure === 'unauthorized') {
			const renewed = await hub.renewSession();
			answer = renewed.ok ? await once() : renewed;
		}
		if (!answer.ok && answer.failure === 'unpaired') await vault.wipe();
		return answer;
	};
}
