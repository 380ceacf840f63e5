import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { conferenceJson } from '../fixtures/interchange/conference.ts';
import { runToEnd } from './harness.ts';
import { enrollMembers, openWorld, venueId } from './world.ts';

// Processes are started one after another, on machines that may be busy.
vi.setConfig({ testTimeout: 120_000 });

it('imports and exports schedules and members as commands, and says what a file seems to be', async () => {
	const { hub, directory } = await openWorld();
	await enrollMembers(hub, 3);
	const at = (name: string): string => join(directory, name);
	const run = (...args: string[]) => runToEnd('gongzhan.ts', { args, dataDir: directory });

	writeFileSync(at('gz27.json'), conferenceJson());
	const dry = await run('import', 'schedule', at('gz27.json'), '--venue', venueId, '--dry-run');
	expect(dry).toMatchObject({ code: 0, stderr: '' });
	expect(dry.stdout).toContain('112 classes, 112 sessions');
	expect(dry.stdout).toContain('rooms that are not there yet: 大礼堂, 东厅, 西厅, Saal 4');
	expect(dry.stdout).toContain('Nothing was changed (--dry-run)');
	expect((await run('import', 'schedule', at('gz27.json'))).stdout).toContain('changed: 4 room, 1 programme');
	expect((await run('import', 'schedule', at('gz27.json'))).stdout).toContain('all of it was here already');

	for (const name of ['out.ics', 'out.xlsx', 'out.csv', 'out.json', 'out.xml']) {
		expect(await run('export', 'schedule', at(name))).toMatchObject({ code: 0, stderr: '' });
		expect((await run('import', 'schedule', at(name))).stdout).toContain('all of it was here already');
	}
	expect((await run('export', 'members', at('members.csv'))).code).toBe(0);
	expect(readFileSync(at('members.csv'), 'utf8')).toContain('王小明,SF1');
	expect(statSync(at('members.csv')).mode & 0o077).toBe(0);
	const refused = await run('export', 'members', at('members.ics'));
	expect(refused).toMatchObject({ code: 1, stderr: 'gongzhan: members are written as .xlsx or .csv\n' });

	writeFileSync(
		at('table.csv'),
		'课程,主讲,教室,名额,星期,开始日期,次数,时间\n品茶,周师傅,工艺教室,20,周三,2027-03-03,1,09:00-10:00\n',
	);
	const unknown = await run('import', 'schedule', at('table.csv'));
	expect(unknown.code).toBe(1);
	expect(unknown.stderr).toContain('it lacks the column teacher');
	const named = await run('import', 'schedule', at('table.csv'), '--column', '主讲=teacher');
	expect(named.stdout).toContain('1 course, 1 offering, 1 session');
	expect(named.stdout).toMatch(/The holidays of 2027 are not entered yet.*\/staff\/schedule\/holidays/);
	expect((await run('import', 'schedule', at('table.csv'))).stdout).toContain('here already');

	for (const what of ['schedule', 'members', 'people', 'ohms', 'iiif']) {
		const { code, stderr } = await run('import', what);
		expect([code, stderr]).toEqual([
			1,
			expect.stringMatching(
				`^gongzhan: import ${what}: FILE is missing. Usage: .* import schedule\\|members\\|`,
			),
		]);
	}

	writeFileSync(at('notes.pdf'), '%PDF-1.7');
	expect((await run('import', 'schedule', at('notes.pdf'))).stderr).toContain('it seems to be a PDF');
	expect((await run('verify')).stdout).toContain('whole');
});
