import { readFileSync } from 'node:fs';
import { checkVenueConfig } from '../../lib/server/venue-config.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';

export const config = command(
	{
		name: 'config',
		usage: 'check FILE',
		summary: 'checks a venue’s configuration and names every field that is wrong',
		help: ['kiosk-config/venue.example.json is one to start from. Exit code 1 where anything is wrong.'],
		options: {},
		words: { min: 2, max: 2 },
	},
	async (_, [verb, file = '']) => {
		if (verb !== 'check') fail(`“config ${verb}” is not known; it is “config check FILE”`);
		const checked = checkVenueConfig(read(file));
		if (checked.ok) {
			const { venue, rooms } = checked.value;
			console.log(`${file}: good (${venue.name.zh}, ${rooms.length} rooms)`);
			return 0;
		}
		for (const { field, problem, hint } of checked.error)
			console.error(`${file}: ${field ? `${field}: ` : ''}${problem}\n    → ${hint}`);
		return 1;
	},
);

function read(file: string): string {
	try {
		return readFileSync(givenPath(file), 'utf8');
	} catch (error) {
		return fail(`${file} cannot be read: ${reasonOf(error)}`);
	}
}
