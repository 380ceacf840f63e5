import { once } from 'node:events';
import { startChromium } from '../../e2e/browser.ts';

/**
 * A Chromium whose driver evaluates expressions and listens to nothing: a driver that is told of every request and its body
 * costs a page that sends a lot more than a third of its time.
 */
export interface QuietBrowser {
	page(url: string): Promise<QuietPage>;
	close(): Promise<void>;
}

export interface QuietPage {
	/** The value that the expression resolves to, as JSON carries it. */
	evaluate(expression: string): Promise<unknown>;
	/** A tab behind another has its timers slowed down. */
	toFront(): Promise<void>;
	/** Answers requests to such addresses (`*` for anything) with 503; null: to none any more. */
	refuse(pattern: string | null): Promise<void>;
}

interface Message {
	readonly id?: number;
	readonly sessionId?: string;
	readonly method?: string;
	readonly params?: { readonly requestId: string };
	readonly result?: Reply;
	readonly error?: { readonly message: string };
}

interface Reply {
	readonly targetId: string;
	readonly sessionId: string;
	readonly result: { readonly value?: unknown };
	readonly exceptionDetails?: {
		readonly text: string;
		readonly exception?: { readonly description?: string };
	};
}

type Send = (method: string, params?: object, sessionId?: string) => Promise<Reply>;

export async function openQuietBrowser(profile: string): Promise<QuietBrowser> {
	const { child, address } = await startChromium({ profile });
	const send = await connect(address);
	return {
		async page(url) {
			const { targetId } = await send('Target.createTarget', { url });
			const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
			const evaluate = async (expression: string): Promise<unknown> => {
				const asked = { expression, awaitPromise: true, returnByValue: true };
				const { result, exceptionDetails: fault } = await send('Runtime.evaluate', asked, sessionId);
				if (fault) throw new Error(fault.exception?.description ?? fault.text);
				return result.value;
			};
			// Before the page is there nothing can be evaluated in it.
			const place = () =>
				evaluate('location.href + document.readyState').catch((error: Error) => {
					if (!error.message.includes('execution context')) throw error;
				});
			while ((await place()) !== `${url}complete`);
			return {
				evaluate,
				toFront: async () => void (await send('Page.bringToFront', {}, sessionId)),
				refuse: async (urlPattern) =>
					void (urlPattern
						? await send('Fetch.enable', { patterns: [{ urlPattern }] }, sessionId)
						: await send('Fetch.disable', {}, sessionId)),
			};
		},
		async close() {
			const gone = once(child, 'exit');
			void send('Browser.close');
			await gone;
		},
	};
}

/** The DevTools protocol over one socket; a session for each page. */
async function connect(address: string): Promise<Send> {
	const socket = new WebSocket(address);
	await once(socket, 'open');
	const asked = new Map<number, (message: Message) => void>();
	let last = 0;
	const send: Send = (method, params = {}, sessionId) =>
		new Promise((resolve, reject) => {
			asked.set(++last, ({ error, result }) =>
				error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result!),
			);
			socket.send(JSON.stringify({ id: last, method, params, sessionId }));
		});
	socket.addEventListener('message', ({ data }) => {
		const message = JSON.parse(String(data)) as Message;
		if (message.id !== undefined) {
			asked.get(message.id)?.(message);
			asked.delete(message.id);
		} else if (message.method === 'Fetch.requestPaused') {
			const { requestId } = message.params!;
			void send('Fetch.fulfillRequest', { requestId, responseCode: 503 }, message.sessionId);
		}
	});
	return send;
}
