import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import type { HubStorage } from '../../src/lib/server/storage/port.ts';
import { DATABASE_FILE, openSqlite } from '../../src/lib/server/storage/sqlite.ts';
import { lockedFolder } from '../hub/harness.ts';
import { hubStorageContract } from './hub-storage.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
	for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function temporaryDirectory(): string {
	const directory = mkdtempSync(join(tmpdir(), 'gongzhan-'));
	cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
	return directory;
}

function open(directory: string): HubStorage {
	const opened = openSqlite(directory);
	if (!opened.ok) throw new Error(opened.error);
	return opened.value;
}

hubStorageContract('SQLite', async () => {
	const directory = temporaryDirectory();
	let storage = open(directory);
	cleanups.push(() => storage.close());
	return {
		storage,
		async another() {
			const other = open(directory);
			cleanups.push(() => other.close());
			return other;
		},
		writesBeside: false,
		async reopen() {
			await storage.close();
			return (storage = open(directory));
		},
		async tamper(sql) {
			const db = new DatabaseSync(join(directory, DATABASE_FILE));
			try {
				db.exec(sql);
			} finally {
				db.close();
			}
		},
	};
});

describe('opening SQLite', () => {
	const error = (directory: string): string => {
		const opened = openSqlite(directory);
		if (opened.ok) throw new Error('opened');
		return opened.error;
	};
	it('keeps what it writes to its owner, in a directory that others may read', async () => {
		const directory = temporaryDirectory();
		chmodSync(directory, 0o755);
		const storage = open(directory);
		await storage.write(null, (tx) => tx.meta.set('key', 'value'));
		for (const file of readdirSync(directory))
			expect([file, statSync(join(directory, file)).mode & 0o077]).toEqual([file, 0]);
		await storage.close();
	});
	it('says so where the database is damaged', async () => {
		const directory = temporaryDirectory();
		writeFileSync(join(directory, DATABASE_FILE), 'this is no database, it only looks like one'.repeat(200));
		expect(error(directory)).toMatch(/is damaged: put a backup in its place/);
	});
	it('says so where a page in the middle is damaged', async () => {
		const directory = temporaryDirectory();
		const storage = open(directory);
		await storage.write(null, async (tx) => {
			for (let n = 0; n < 2000; n++) await tx.meta.set(`key ${n}`, 'x'.repeat(100));
		});
		await storage.close();
		const file = join(directory, DATABASE_FILE);
		const { readFileSync } = await import('node:fs');
		const bytes = readFileSync(file);
		bytes.fill(0xff, 4096 * 30, 4096 * 60);
		writeFileSync(file, bytes);
		expect(error(directory)).toMatch(/is damaged/);
	});
	it('says so where a file stands in the directory’s place', () => {
		const path = join(temporaryDirectory(), 'file');
		writeFileSync(path, '');
		expect(error(path)).toMatch(/^DATA_DIR .*file/);
		expect(error(join(path, 'below'))).toMatch(/cannot be written \(ENOTDIR\)/);
	});
	it('says so where the directory may not be written', () => {
		expect(error(lockedFolder(temporaryDirectory()))).toMatch(/cannot be written \((?:EACCES|ENOENT)\)/);
	});
	it('refuses a database of a newer version', async () => {
		const directory = temporaryDirectory();
		await open(directory).close();
		const db = new DatabaseSync(join(directory, DATABASE_FILE));
		db.exec(`INSERT INTO migration (name) VALUES ('9999-from-the-future')`);
		db.close();
		expect(error(directory)).toMatch(/newer version \(9999-from-the-future\)/);
	});
});
