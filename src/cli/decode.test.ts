import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toFile } from 'qrcode';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'gongzhan-decode-'));
const [pass, text, missing] = ['pass.png', 'text.txt', 'missing.png'].map((name) => join(folder, name));
const empty = 'static/icons/icon-192.png';

beforeAll(async () => {
	await toFile(pass!, 'GZ1:ABC\nD');
	writeFileSync(text!, 'not a picture');
});
afterAll(() => rmSync(folder, { recursive: true }));

function decode(...files: string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/decode.ts', ...files], {
		encoding: 'utf8',
	});
	return { status, stdout, stderr };
}

test('prints a line for each picture, empty where nothing was read', () => {
	const expected = `${pass}\tGZ1:ABC\\nD\n${empty}\t\n`;
	expect(decode(pass!, empty)).toEqual({ status: 0, stdout: expected, stderr: '' });
});

test('names each file that cannot be read, reads the others, and fails', () => {
	const { status, stdout, stderr } = decode(text!, missing!, pass!);
	expect(status).toBe(1);
	expect(stdout).toBe(`${pass}\tGZ1:ABC\\nD\n`);
	expect(stderr).toContain(`cannot read ${text}: not a PNG or JPEG picture`);
	expect(stderr).toContain(`cannot read ${missing}: ENOENT`);
});

test('explains itself when called without a file', () => {
	expect(decode()).toMatchObject({ status: 2, stdout: '' });
});
