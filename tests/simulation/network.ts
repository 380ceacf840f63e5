import type { Dice } from './dice.ts';
import { deliver, forgetful, type Parcel, type Reply } from './front-door.ts';
import type { HubHost } from './hub-host.ts';
import type { Sim } from './sim.ts';

/** How long a browser waits, as the hub client asks it to. */
const PATIENCE = 15_000;

/** What a machine has of the network: a cable that may be out, and the browser's cookie jar. */
export interface Socket {
	plugged: boolean;
	/** The session's token, null where the cookie is lost. */
	cookie: string | null;
}

const FATES = ['lost', 'answer-lost', 'twice', 'failed', 'failed-late', 'portal', 'cut', 'slow'] as const;
type Fate = (typeof FATES)[number] | 'good';

const PORTAL: Reply = { status: 200, type: 'text/html', body: '<html>请登录</html>', cookie: null };
const FAILED: Reply = {
	...{ status: 500, type: 'application/json', cookie: null },
	body: JSON.stringify({ error: 'failed', message: 'the hub could not do this' }),
};

/** Connects a machine's browser: its `fetch`. `alive`: nobody hears an answer to a program that has died. */
export type Connect = (socket: Socket, who: string, alive: () => boolean) => typeof fetch;

export function createNetwork(sim: Sim, host: HubHost): Connect {
	const tamper = forgetful(sim);
	return (socket, who, alive) => {
		const dice = sim.dice.fork();
		return ((url: string, init: RequestInit) =>
			new Promise((resolve, reject) => {
				const parcel: Parcel = {
					...{ method: init.method ?? 'GET', url, from: who, cookie: socket.cookie },
					body: (init.body as string | undefined) ?? null,
				};
				const give = (reply: Reply): void => {
					if (!alive()) return;
					if (reply.cookie) socket.cookie = reply.cookie;
					resolve(
						new Response(reply.body, { status: reply.status, headers: { 'content-type': reply.type } }),
					);
				};
				const refuse = (): void => void (alive() && reject(new TypeError('no answer')));
				carry({ sim, host, dice, socket, tamper, parcel, give, refuse });
			})) as typeof fetch;
	};
}

interface Errand {
	readonly sim: Sim;
	readonly host: HubHost;
	readonly dice: Dice;
	readonly socket: Socket;
	readonly tamper: (reply: Reply) => Reply;
	readonly parcel: Parcel;
	readonly give: (reply: Reply) => void;
	readonly refuse: () => void;
}

/** There and back, as far as its fate lets it come. */
function carry({ sim, host, dice, socket, tamper, parcel, give, refuse }: Errand): void {
	const { scheduler } = sim;
	const fate: Fate = sim.stormy && dice.is(0.2) ? dice.pick(FATES) : 'good';
	const delay = (): number => (fate === 'slow' ? dice.between(1000, 20_000) : dice.between(2, 60));
	scheduler.after(PATIENCE, refuse);
	if (!socket.plugged) {
		if (dice.is(0.5)) scheduler.after(5, refuse);
		return;
	}
	if (fate !== 'good') sim.note(parcel.from, `${parcel.url.replace('http://hub/api/v1/', '')} is ${fate}`);
	if (fate === 'lost') return;
	if (fate === 'portal') return scheduler.after(delay(), () => give(PORTAL));

	const arrive = async (then: (reply: Reply) => void): Promise<void> => {
		const edge = host.up();
		if (!edge) return scheduler.after(delay(), refuse);
		if (fate === 'failed') return then(FAILED);
		const delivery = deliver(edge, parcel);
		if (sim.stormy && dice.is(0.01)) await killMidway(sim, host, dice);
		const reply = await delivery;
		// Killed meanwhile: what it had to say went nowhere.
		if (host.up() === edge) then(tamper(reply));
	};
	const back = (reply: Reply): void => {
		if (fate === 'answer-lost' || !socket.plugged) return;
		const cut = { ...reply, body: reply.body.slice(0, reply.body.length >> 1) };
		const seen = fate === 'failed-late' ? FAILED : fate === 'cut' ? cut : reply;
		scheduler.after(delay(), () => give(seen));
	};
	scheduler.after(delay(), () => arrive(back));
	if (fate === 'twice') scheduler.after(dice.between(1, 90_000), () => arrive(() => undefined));
}

/** The hub dies somewhere inside a request: in the middle of its transaction, or between commit and answer. */
async function killMidway(sim: Sim, host: HubHost, dice: Dice): Promise<void> {
	for (let turns = dice.between(0, 300); turns > 0; turns--) await Promise.resolve();
	sim.note('hub', 'dies inside a request');
	host.kill(dice.between(0, 30_000));
}
