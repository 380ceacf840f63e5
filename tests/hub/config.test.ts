import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/lib/server/config.ts';

describe('configuration', () => {
	it('needs nothing', () => {
		expect(readConfig({})).toEqual({
			ok: true,
			value: {
				...{ host: '127.0.0.1', port: 4180 },
				...{ dataDir: resolve('data'), databaseUrl: null },
				origin: null,
				tls: null,
			},
		});
	});
	it('takes what is set, and treats empty as unset', () => {
		const env = { HOST: '::', PORT: '0', ORIGIN: 'https://hub.example:8443/', TLS_CERT: '/c', TLS_KEY: '/k' };
		expect(readConfig({ ...env, DATA_DIR: '/data', DATABASE_URL: '' })).toEqual({
			ok: true,
			value: {
				...{ host: '::', port: 0, dataDir: '/data', origin: 'https://hub.example:8443' },
				tls: { cert: '/c', key: '/k' },
				databaseUrl: null,
			},
		});
	});
	it.each([
		'postgres://me:s%40cret@db:5433/hub?sslmode=verify-full',
		'postgresql://localhost/hub',
		'postgres://localhost/hub?host=/run/postgresql',
	])('takes %s', (url) => {
		const config = readConfig({ DATABASE_URL: ` ${url} ` });
		expect(config.ok && config.value.databaseUrl).toBe(url);
	});
	it.each([
		['postgres://me:secret@db', /names no database/],
		['postgres://me:secret@db:port/hub', /is no address/],
		['me:secret@db/hub', /is no address/],
		['postgres://me:secret#1@db/hub', /is no address|%23/],
		['postgres://me:100%secret@db/hub', /%25/],
	])('says of %s what is wrong without repeating it', (url, what) => {
		const config = readConfig({ DATABASE_URL: url });
		if (config.ok) throw new Error('accepted');
		expect(config.error).toEqual([expect.stringMatching(what)]);
		expect(config.error.join()).not.toContain('secret');
	});
	it('names every wrong value with the way out, and never repeats a password', () => {
		const answer = readConfig({
			...{ HOST: 'a b', PORT: '65536', ORIGIN: 'https://hub.example/path', TLS_KEY: '/k' },
			DATABASE_URL: 'mysql://me:secret@db/hub',
		});
		if (answer.ok) throw new Error('accepted');
		const lines = answer.error;
		expect(lines.map((line) => line.split(' ')[0])).toEqual([
			'HOST',
			'PORT',
			'DATABASE_URL',
			'ORIGIN',
			'TLS_KEY',
		]);
		for (const line of lines) expect(line).toMatch(/: (give|name|unset)/);
		expect(lines.join()).not.toContain('secret');
		for (const port of ['-1', '1.5', '0x10', 'http', '70000'])
			expect(readConfig({ PORT: port }).ok).toBe(false);
		for (const origin of ['hub', 'ftp://hub', 'https://u:p@hub', 'https://hub?x']) {
			expect(readConfig({ ORIGIN: origin }).ok).toBe(false);
		}
	});
});
