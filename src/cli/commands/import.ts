import { readFileSync } from 'node:fs';
import { importOutbox } from '../../lib/server/import-outbox.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { withHub } from '../open.ts';
import { progressBar } from '../progress.ts';

export const importFile = command(
	{
		name: 'import',
		usage: 'FILE [--over-hole]',
		summary: 'takes the file of unsent entries of a kiosk whose network does not come back, each entry once',
		help: [
			'The kiosk writes FILE on its status page. Import it as often as you like, also while the hub runs, and also when the',
			'kiosk has come back meanwhile: what is here already is not counted again. A file that was changed or cut off, of',
			'another hub, or with a hole, is refused, and nothing of it is stored. A revoked kiosk’s is taken, and flagged.',
			'--over-hole  where the hub lacks earlier entries that nobody has any more: keeps apart what follows them, and staff',
			'             decide in the inbox',
			'Exit code 1 where the hub then still holds less than the kiosk has written.',
		],
		options: { 'over-hole': { type: 'boolean', default: false } },
		words: { min: 1, max: 1 },
	},
	({ 'over-hole': overHole }, [file = '']) =>
		withHub(async (hub) => {
			const onProgress = progressBar('  importing', process.stderr);
			const order = { text: read(file), actor: 'hub', mayAt: () => true, overHole, onProgress };
			const done = await importOutbox(hub, order);
			if (!done.ok) {
				const hint = done.error.fault === 'hole' ? '; if it never can, say --over-hole' : '';
				fail(`${file} was not imported: ${done.error.message}${hint}`);
			}
			const { device, venueId, entries, before, outcomes, unread, said, held } = done.value;
			const { recorded, duplicate, conflicting, quarantined } = outcomes;
			console.log(`${device} (${venueId}): ${entries} entries, ${before} of them were here already`);
			console.log(
				`${recorded} recorded, ${duplicate} duplicate, ${conflicting} conflicting, ${quarantined} quarantined, ${unread} unreadable`,
			);
			const equal = said.seq === held.seq && said.hash === held.hash;
			console.log(
				equal
					? `kiosk and hub: ${said.seq} = ${held.seq}`
					: `the kiosk wrote ${said.seq}, the hub holds ${held.seq}: look at the inbox`,
			);
			return equal || held.seq > said.seq ? 0 : 1;
		}),
);

function read(file: string): string {
	try {
		// As an upload is read: without the mark that editors put in front.
		return new TextDecoder().decode(readFileSync(givenPath(file)));
	} catch (error) {
		return fail(`${file} cannot be read: ${reasonOf(error)}`);
	}
}
