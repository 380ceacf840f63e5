import { verifyLedger } from '../../lib/server/verify-ledger.ts';
import { unreadableRow } from '../../lib/server/keeping/unreadable-row.ts';
import { mendAttendance } from '../../lib/server/mend-attendance.ts';
import type { SessionId, VenueId } from '../../lib/base/id.ts';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { withHub } from '../open.ts';
import { progressBar } from '../progress.ts';

type Met = [VenueId, ReadonlySet<SessionId>];

export const verify = command(
	{
		name: 'verify',
		usage: '[--json] [--mend]',
		summary: 'walks every chain of facts and what hangs on it, and proves it whole, also while the hub runs',
		help: [
			'Names each broken place. Exit code 1 where there is one.',
			'--mend  folds anew what facts say of who came, where an older version has folded it, before it looks at that; only at',
			'        venues whose chains are whole. Facts are not touched, and reports follow by themselves',
			'--json  one line: {"outboxes":…,"entries":…,"sessions":…,"faults":["…"]}, with --mend also "mended":…',
		],
		options: { json: { type: 'boolean', default: false }, mend: { type: 'boolean', default: false } },
		words: { min: 0, max: 0 },
	},
	({ json, mend }) =>
		withHub(async (hub) => {
			let mended = 0;
			const first = async (...of: Met) => (mended += await mendAttendance(hub, ...of));
			const bar = progressBar('  walking chains', process.stderr);
			const found = await verifyLedger(hub, bar, mend ? first : undefined).catch(async (failure: unknown) =>
				fail((await unreadableRow(hub.storage)) ?? reasonOf(failure)),
			);
			const { outboxes, entries, sessions, faults } = found;
			if (json) console.log(JSON.stringify(mend ? { ...found, mended } : found));
			else {
				if (mend) console.log(`${mended} attendances folded anew`);
				for (const fault of faults) console.error(fault);
				console.log(
					`${entries} entries in ${outboxes} outboxes, ${sessions} sessions: ${faults.length === 0 ? 'whole' : `${faults.length} broken`}`,
				);
			}
			return faults.length === 0 ? 0 : 1;
		}),
);
