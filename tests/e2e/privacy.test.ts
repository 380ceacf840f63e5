import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright';
import { startHub, type RunningHub } from '../hub/harness.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';
import { expectedToday, openTablet, PIN, rowOf, search, setPin, tabletText, unlock } from './desk-tablet.ts';
import { openPaired, samplePasses, signInAsOwner, typeAsScanner, verdict } from './kiosk.ts';

/** What must never be on a kiosk: every member's full name and phone number. */
function personalData(hub: RunningHub): string[] {
	const database = new DatabaseSync(join(hub.dataDir, 'gongzhan.db'), { readOnly: true });
	const rows = database.prepare('SELECT name, phone FROM member').all() as {
		name: string;
		phone: string | null;
	}[];
	database.close();
	// Two-character names are words of their own (王明 may be a teacher); three and more name a person.
	return rows.flatMap(({ name, phone }) => [
		...([...name].length > 2 ? [name] : []),
		...(phone ? [phone] : []),
	]);
}

/** Everything that scripts can read: IndexedDB, caches, local and session storage, as one text. */
function readStorage(page: Page): Promise<string> {
	return page.evaluate(async () => {
		const request = <T>(r: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				r.onsuccess = () => resolve(r.result);
				r.onerror = () => reject(new Error(String(r.error)));
			});
		const readable = (_: string, value: unknown): unknown =>
			value instanceof ArrayBuffer || ArrayBuffer.isView(value)
				? Array.from(new Uint8Array(value instanceof ArrayBuffer ? value : value.buffer)).join()
				: value;
		const found: string[] = [JSON.stringify({ ...localStorage, ...sessionStorage })];
		for (const { name } of await indexedDB.databases()) {
			const database = await request(indexedDB.open(name!));
			for (const store of database.objectStoreNames) {
				const rows = await request(database.transaction(store).objectStore(store).getAll());
				found.push(JSON.stringify(rows, readable));
			}
			database.close();
		}
		for (const name of await caches.keys()) {
			const cache = await caches.open(name);
			for (const key of await cache.keys()) found.push(key.url, await (await cache.match(key))!.text());
		}
		return found.join('\n');
	});
}

function* filesUnder(folder: string): Generator<string> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* filesUnder(path);
		else if (entry.isFile() && statSync(path).size < 2 ** 28) yield path;
	}
}

/**
 * Which of the words stand in the profile's files, in UTF-8 or in the UTF-16 in which V8 stores Chinese. One pass over each
 * file, however many words: what begins like none of them is passed over by its first bytes.
 */
function inFiles(profile: string, words: readonly string[]): string[] {
	const pairs = new Uint8Array(2 ** 16);
	const byStart = new Map<number, [word: string, form: Buffer][]>();
	for (const word of words)
		for (const form of [Buffer.from(word), Buffer.from(word, 'utf16le')]) {
			const start = form.readUInt32LE(0);
			pairs[form.readUInt16LE(0)] = 1;
			byStart.set(start, [...(byStart.get(start) ?? []), [word, form]]);
		}
	const found = new Set<string>();
	for (const path of filesUnder(profile)) {
		const bytes = readFileSync(path);
		for (let at = 0; at + 4 <= bytes.length; at++) {
			if (pairs[bytes[at]! | (bytes[at + 1]! << 8)] === 0) continue;
			for (const [word, form] of byStart.get(bytes.readUInt32LE(at)) ?? [])
				if (bytes.subarray(at, at + form.length).equals(form)) found.add(word);
		}
	}
	return [...found];
}

const canary = ['欧阳金丝雀', '19900007788'];

/** Puts words on the disk that a search must find, or it searches in vain. */
async function plantCanary(page: Page): Promise<void> {
	await page.evaluate(async (words) => {
		await new Promise<void>((resolve) => {
			const open = indexedDB.open('canary', 1);
			open.onupgradeneeded = () => open.result.createObjectStore('words');
			open.onsuccess = () => {
				const transaction = open.result.transaction('words', 'readwrite', { durability: 'strict' });
				transaction.objectStore('words').put({ words }, 1);
				transaction.oncomplete = () => {
					open.result.close();
					resolve();
				};
			};
		});
	}, canary);
}

test('a kiosk’s storage holds no member’s name or phone number', async () => {
	test.setTimeout(300_000);
	const hub = await startHub();
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	const page = await openPaired(browser, hub);
	const [good] = (await samplePasses(hub)).admitted;
	await typeAsScanner(page, good!);
	await expect(verdict(page, 'admitted')).toBeVisible();

	await plantCanary(page);
	const words = personalData(hub);
	expect(words.length).toBeGreaterThan(2000);
	const readable = await readStorage(page);
	await browser.close();
	expect(canary.filter((word) => readable.includes(word))).toEqual(canary);
	expect(words.filter((word) => readable.includes(word))).toEqual([]);
	expect(inFiles(profile, [...canary, ...words]).sort()).toEqual([...canary].sort());
	expect(readable).not.toContain(good!);
	expect(inFiles(profile, [good!])).toEqual([]);

	dropProfile(profile);
	await hub.stop();
});

test('a desk tablet that was used and locked holds no member’s name, number or PIN on its disk', async () => {
	test.setTimeout(300_000);
	const hub = await startHub();
	const [profile, officeProfile] = [newProfile(), newProfile()];
	const office = await openBrowser({ profile: officeProfile });
	const desk = await office.page({ width: 1920, height: 1080 });
	await signInAsOwner(desk, hub);
	await setPin(desk, hub);
	const browser = await openBrowser({ profile });
	const page = await openTablet(browser, desk, hub);
	await unlock(page);
	const person = expectedToday(hub).open[0]!;
	await search(page, person.name);
	await rowOf(page, person.name)
		.getByRole('button', { name: tabletText.line.checkInName(person.name) })
		.first()
		.click();
	await expect(rowOf(page, person.name).getByText('✓').first()).toBeVisible();
	await plantCanary(page);
	await page.getByRole('button', { name: tabletText.lock }).click();
	await expect(page.getByText(person.name)).toHaveCount(0);

	const words = [...personalData(hub), person.number, PIN];
	const readable = await readStorage(page);
	await browser.close();
	expect(canary.filter((word) => readable.includes(word))).toEqual(canary);
	expect(words.filter((word) => readable.includes(word))).toEqual([]);
	// Six digits stand by chance in many a file.
	const found = inFiles(profile, [...canary, ...words.filter((word) => word !== PIN)]);
	expect(found.sort()).toEqual([...canary].sort());

	await office.close();
	for (const folder of [profile, officeProfile]) dropProfile(folder);
	await hub.stop();
});
