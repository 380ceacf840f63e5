import { verifyLedger } from '../../lib/server/verify-ledger.ts';
import { unreadableRow } from '../../lib/server/keeping/unreadable-row.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { withHub } from '../open.ts';
import { progressBar } from '../progress.ts';

export const verify = command(
	{
		name: 'verify',
		usage: '[--json]',
		summary: 'walks every chain of facts and what hangs on it, and proves it whole, also while the hub runs',
		help: [
			'Names each broken place. Exit code 1 where there is one.',
			'--json  one line: {"outboxes":…,"entries":…,"sessions":…,"faults":["…"]}',
		],
		options: { json: { type: 'boolean', default: false } },
		words: { min: 0, max: 0 },
	},
	({ json }) =>
		withHub(async (hub) => {
			const found = await verifyLedger(hub, progressBar('  walking chains', process.stderr)).catch(
				async (failure: unknown) => fail((await unreadableRow(hub.storage)) ?? reasonOf(failure)),
			);
			const { outboxes, entries, sessions, faults } = found;
			if (json) console.log(JSON.stringify(found));
			else {
				for (const fault of faults) console.error(fault);
				console.log(
					`${entries} entries in ${outboxes} outboxes, ${sessions} sessions: ${faults.length === 0 ? 'whole' : `${faults.length} broken`}`,
				);
			}
			return faults.length === 0 ? 0 : 1;
		}),
);
