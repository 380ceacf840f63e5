import { expect } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { zh } from '../../src/lib/i18n/zh.ts';
import type { OutboxRow } from '../../src/lib/kiosk/ledger/rows.ts';
import type { RealBrowser } from '../e2e/browser.ts';
import { rows } from '../e2e/kiosk.ts';
import { until } from './patience.ts';

/** A real kiosk in a real Chromium, its scanner and its screen. */
export interface KioskPage {
	readonly page: Page;
	/** What was put on screen after each scan, in order: the line above the title. Told by the page as it happens. */
	readonly verdicts: readonly string[];
	/** Called at the next verdict, as early as anybody outside can know of it. */
	onVerdict: (kicker: string) => void;
	/** Types a code as a USB scanner does. Resolves when the page has taken it; rejects where the page dies before. */
	scan(text: string): Promise<void>;
	/** What the outbox on its disk holds: entries without a receipt, and the last seq ever written. */
	outbox(): Promise<{ cached: number; seq: number }>;
}

const VERDICT_WITHIN_MS = 20_000;

export const isTick = (kicker: string): boolean => kicker.startsWith(zh.verdict.kicker.admitted);

declare global {
	var tellVerdict: (kicker: string) => Promise<void>;
}

/** Opens the kiosk at `address` and waits for its board. */
export async function openKiosk(browser: RealBrowser, address: string): Promise<KioskPage> {
	const page = await browser.page();
	const verdicts: string[] = [];
	const kiosk: KioskPage = {
		...{ page, verdicts, onVerdict: () => undefined },
		async scan(text) {
			// The listener comes with the scanner's code, some time after the first paint.
			while (!(await page.evaluate(typeCode, text))) await sleep(50);
		},
		outbox: () => page.evaluate(readOutbox),
	};
	await page.exposeFunction('tellVerdict', (kicker: string) => {
		verdicts.push(kicker);
		kiosk.onVerdict(kicker);
	});
	await page.addInitScript(watchVerdicts);
	await page.goto(address);
	await expect(rows(page).first()).toBeVisible({ timeout: 60_000 });
	return kiosk;
}

/** Pairs a fresh kiosk by its one-time link, through the proxy at `origin`, and waits until all is kept for times without a network. */
export async function openFirst(browser: RealBrowser, origin: string, link: string): Promise<KioskPage> {
	const { pathname, search } = new URL(link);
	const kiosk = await openKiosk(browser, origin + pathname + search);
	await kiosk.page.evaluate(async () => void (await navigator.serviceWorker.ready));
	return kiosk;
}

/** Scans and waits for what is put on screen. */
export async function verdictOn(kiosk: KioskPage, pass: string): Promise<string> {
	const before = kiosk.verdicts.length;
	await kiosk.scan(pass);
	await until(() => kiosk.verdicts.length > before, VERDICT_WITHIN_MS);
	return kiosk.verdicts[before] ?? 'nothing';
}

/** In the page: tells of every verdict when it enters the document, which is before it is painted. */
function watchVerdicts(): void {
	const watch = new MutationObserver((changes) => {
		for (const node of changes.flatMap((change) => [...change.addedNodes])) {
			if (!(node instanceof Element)) continue;
			const found = node.matches('article.verdict') ? [node] : [...node.querySelectorAll('article.verdict')];
			for (const verdict of found)
				void tellVerdict(verdict.querySelector('.kicker')?.textContent.trim() ?? '');
		}
	});
	watch.observe(document, { childList: true, subtree: true });
}

/** In the page: true where the scanner's listener has taken the code's keys. */
function typeCode(code: string): boolean {
	let taken = false;
	for (const key of [...code, 'Enter']) {
		const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
		taken = !(document.activeElement ?? document.body).dispatchEvent(press);
	}
	return taken;
}

/** In the page: looks past the app. */
async function readOutbox(): Promise<{ cached: number; seq: number }> {
	const answer = <T>(request: IDBRequest<T>): Promise<T> =>
		new Promise((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error ?? new Error('no reason given'));
		});
	const database = await answer(indexedDB.open('gongzhan-ledger'));
	try {
		const outbox = database.transaction('outbox').objectStore('outbox');
		const { head, settledTo } = await answer(outbox.get('outbox') as IDBRequest<OutboxRow>);
		return { cached: head.seq - settledTo, seq: head.seq };
	} finally {
		database.close();
	}
}
