import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { exportIiif } from '../../src/cli/commands/export-iiif.ts';
import { body, key, open, shown } from './exhibition-stage.ts';
import { venueId } from './world.ts';

/** What `gongzhan export iiif FOLDER` leaves in a folder that a web server shows. */

it('takes away who was withdrawn since, and nothing that it did not write', async () => {
	const world = await open();
	await shown(world, body());
	const folder = join(world.directory, 'out');
	const told: string[] = [];
	const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line));
	onTestFinished(() => log.mockRestore());
	const write = (at = 'https://palace.example/iiif') => exportIiif(world.hub, { folder, venue: venueId, at });
	expect(await write()).toBe(0);
	const person = join(folder, `person/${key.id}.json`);
	expect(existsSync(person)).toBe(true);

	// What others put beside it stays, whatever it is called.
	mkdirSync(join(folder, 'notes'));
	const others = ['index.html', 'notes/a.json', 'person/b.json', 'person/c.json'];
	const texts = ['<html>', '[]', '{"id":"https://elsewhere.example/b.json"}', '{"id":'];
	others.forEach((path, n) => writeFileSync(join(folder, path), texts[n]!));

	expect(await write()).toBe(0);
	expect(told.filter((line) => line.includes('taken away'))).toEqual([]);
	await world.exhibition.withdraw(world.staff, venueId, key, '家属要求');
	// Also where the folder is to be found elsewhere now.
	expect(await write('https://new.example')).toBe(0);
	expect(told.at(-1)).toBe(`1 taken away, no longer shown: person/${key.id}.json`);
	expect(existsSync(person)).toBe(false);
	expect(others.map((path) => readFileSync(join(folder, path), 'utf8'))).toEqual(texts);
	expect(readFileSync(join(folder, 'collection.json'), 'utf8')).not.toContain(key.id);
	expect(await write()).toBe(0);
	expect(told.at(-1)).toContain('a collection of 0 manifests');
});
