import type { Dice } from './dice.ts';
import { deliver, type Parcel, type Reply } from './hub/front-door.ts';
import type { HubHost } from './hub/host.ts';
import { asOlder } from './hub/older.ts';
import { mutatedReplies } from './mutations/hub.ts';
import type { Sim } from './sim.ts';

/** How long a browser waits, as the hub client asks it to. */
const PATIENCE = 15_000;

/** What a machine has of the network: a cable that may be out, and the browser's cookie jar. */
export interface Socket {
	plugged: boolean;
	/** The session's token, null where the cookie is lost. */
	cookie: string | null;
}

/** What somebody on the way says in the hub's place. */
const json = (status: number, error: string): Reply => ({
	...{ status, type: 'application/json', cookie: null },
	body: JSON.stringify({ error, message: 'no' }),
});
const PORTAL: Reply = { status: 200, type: 'text/html', body: '<html>请登录</html>', cookie: null };
const FAILED = json(500, 'failed');
const IN_ITS_PLACE = {
	portal: PORTAL,
	failed: FAILED,
	'too-many': json(429, 'too-many'),
	'too-large': json(413, 'too-large'),
	invalid: json(400, 'invalid'),
} as const;

const FATES = [
	...(Object.keys(IN_ITS_PLACE) as (keyof typeof IN_ITS_PLACE)[]),
	...(['lost', 'answer-lost', 'twice', 'failed-late', 'cut', 'slow'] as const),
] as const;
type Fate = (typeof FATES)[number] | 'good';

/** Connects a page's browser: its `fetch`. */
export type Connect = (page: Page) => typeof fetch;

export interface Page {
	readonly socket: Socket;
	/** The machine's name. */
	readonly who: string;
	/** It speaks the first wire version only. */
	readonly isOlder: boolean;
	/** Nobody hears an answer to a program that has died. */
	readonly isAlive: () => boolean;
	/** Hears each answer before the page does. */
	readonly onAnswer: (status: number, body: string | null) => void;
}

const NO_ANSWER = new TypeError('no answer');

/** How often a request meets with something. */
const TROUBLE = 0.2;
/** How often the process that serves a request dies of it. */
const DEADLY = 0.015;
/** More steps than a request takes. */
const STEPS = 60;

export function createNetwork(sim: Sim, host: HubHost): Connect {
	const tamper = mutatedReplies(sim);
	return (page) => {
		const { socket, who } = page;
		const dice = sim.dice.fork();
		return ((url: string, init: RequestInit) =>
			new Promise((resolve, reject) => {
				let isSettled = false;
				const isHeard = (): boolean => {
					if (isSettled || !page.isAlive()) return false;
					isSettled = true;
					giveUp();
					return true;
				};
				const parcel: Parcel = {
					...{ method: init.method ?? 'GET', url, from: who, cookie: socket.cookie },
					body: (init.body as string | undefined) ?? null,
				};
				const give = (reply: Reply): void => {
					if (!isHeard()) return;
					if (reply.cookie) socket.cookie = reply.cookie;
					page.onAnswer(reply.status, parcel.body);
					resolve(responseOf(reply));
				};
				const refuse = (): void => void (isHeard() && reject(NO_ANSWER));
				const giveUp = sim.scheduler.after(PATIENCE, refuse);
				const { isOlder } = page;
				carry({ sim, host, dice, socket, isOlder, tamper, parcel, give, refuse });
			})) as typeof fetch;
	};
}

/** As much of a response as the hub client looks at. */
const responseOf = ({ status, type, body }: Reply): Response =>
	({
		...{ status, ok: status >= 200 && status < 300, text: async () => body },
		headers: { get: (name: string) => (name === 'content-type' ? type : null) },
	}) as unknown as Response;

interface Errand {
	readonly sim: Sim;
	readonly host: HubHost;
	readonly dice: Dice;
	readonly socket: Socket;
	readonly isOlder: boolean;
	readonly tamper: (reply: Reply) => Reply;
	readonly parcel: Parcel;
	readonly give: (reply: Reply) => void;
	readonly refuse: () => void;
}

/** There and back, as far as its fate lets it come. */
function carry(errand: Errand): void {
	const { sim, dice, socket, parcel, give, refuse } = errand;
	const { scheduler } = sim;
	const fate: Fate = sim.stormy && dice.is(TROUBLE) ? dice.pick(FATES) : 'good';
	const delay = (): number => (fate === 'slow' ? dice.between(1000, 20_000) : dice.between(2, 60));
	if (!socket.plugged) return dice.is(0.5) ? void scheduler.after(5, refuse) : undefined;
	if (fate !== 'good') sim.note(parcel.from, `${parcel.url.replace('http://hub/api/v1/', '')} is ${fate}`);
	if (fate === 'lost') return;
	if (fate in IN_ITS_PLACE) {
		const reply = IN_ITS_PLACE[fate as keyof typeof IN_ITS_PLACE];
		return void scheduler.after(delay(), () => give(reply));
	}
	const back = (reply: Reply): void => {
		if (fate === 'answer-lost' || !socket.plugged) return;
		const cut = { ...reply, body: reply.body.slice(0, reply.body.length >> 1) };
		const seen = fate === 'failed-late' ? FAILED : fate === 'cut' ? cut : reply;
		scheduler.after(delay(), () => give(seen));
	};
	scheduler.after(delay(), () => arrive(errand, back));
	if (fate === 'twice') scheduler.after(dice.between(1, 90_000), () => arrive(errand, () => undefined));
}

/** At a process of the hub, which may die of it at any step: before its transaction, within it, before its answer. */
async function arrive(
	{ sim, host, dice, isOlder, tamper, parcel, refuse }: Errand,
	back: (reply: Reply) => void,
): Promise<void> {
	const run = host.route(parcel.from);
	const edge = run.edge();
	if (!edge) return void sim.scheduler.after(dice.between(2, 60), refuse);
	const forget = run.onDeath(() => sim.scheduler.after(dice.between(2, 60), refuse));
	const isDeadly = sim.stormy && dice.is(DEADLY);
	if (isDeadly) run.dieIn(dice.between(1, STEPS));
	const older = isOlder || run.isOlder ? asOlder(parcel, sim.time()) : null;
	const reply = older ?? (await deliver(edge, parcel));
	if (isDeadly && dice.is(0.5)) run.die();
	forget();
	if (run.edge() !== edge) return;
	run.dieIn(null);
	back(tamper(reply));
}
